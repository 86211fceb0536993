"""What others may know of what should be bought, and what somebody should look at."""

from balcao.domains.replenishment.values.alerts import AlertCounts, AlertInfo, AlertKind
from balcao.domains.replenishment.values.notices import NoticeInfo, Telling, Wanted
from balcao.domains.replenishment.values.plans import (
    Ordered,
    Outlook,
    PlanInfo,
    PlanningInfo,
    RunInfo,
)

__all__ = [
    "AlertCounts",
    "AlertInfo",
    "AlertKind",
    "NoticeInfo",
    "Ordered",
    "Outlook",
    "PlanInfo",
    "PlanningInfo",
    "RunInfo",
    "Telling",
    "Wanted",
]
