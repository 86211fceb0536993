"""What others may know of what should be bought, and what somebody should look at."""

from balcao.domains.replenishment.values.alerts import AlertCounts, AlertInfo, AlertKind

__all__ = ["AlertCounts", "AlertInfo", "AlertKind"]
