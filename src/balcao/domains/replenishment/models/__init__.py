"""What should be bought, and what somebody should look at."""

from balcao.domains.replenishment.models.alerts import Alert
from balcao.domains.replenishment.models.plans import PastSale, Plan, PlanningRules, PlanningRun

__all__ = ["Alert", "PastSale", "Plan", "PlanningRules", "PlanningRun"]
