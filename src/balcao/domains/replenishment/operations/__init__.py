"""Finding what should be bought, and what somebody should look at."""

from balcao.domains.replenishment.operations.alerts import (
    recheck_stock,
    refresh_alerts,
    snooze_alert,
)
from balcao.domains.replenishment.operations.notices import (
    ask_for_notice,
    call_waiting,
    claim_notice,
    end_notices,
    release_notice,
    settle_notice,
)
from balcao.domains.replenishment.operations.ordering import order_suggested
from balcao.domains.replenishment.operations.pastsales import SoldThen, bring_past_sales
from balcao.domains.replenishment.operations.planning import plan_store, save_planning_rules
from balcao.domains.replenishment.operations.runs import ask_for_plan, run_plan

__all__ = [
    "SoldThen",
    "ask_for_notice",
    "ask_for_plan",
    "bring_past_sales",
    "call_waiting",
    "claim_notice",
    "end_notices",
    "order_suggested",
    "plan_store",
    "recheck_stock",
    "refresh_alerts",
    "release_notice",
    "run_plan",
    "save_planning_rules",
    "settle_notice",
    "snooze_alert",
]
