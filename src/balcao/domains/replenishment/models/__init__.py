"""What should be bought, what somebody should look at, and who waits for what."""

from balcao.domains.replenishment.models.alerts import Alert
from balcao.domains.replenishment.models.notices import StockNotice
from balcao.domains.replenishment.models.plans import PastSale, Plan, PlanningRules, PlanningRun

__all__ = ["Alert", "PastSale", "Plan", "PlanningRules", "PlanningRun", "StockNotice"]
