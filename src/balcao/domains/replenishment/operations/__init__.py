"""Finding what should be bought, and what somebody should look at."""

from balcao.domains.replenishment.operations.alerts import (
    recheck_stock,
    refresh_alerts,
    snooze_alert,
)

__all__ = ["recheck_stock", "refresh_alerts", "snooze_alert"]
