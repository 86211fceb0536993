"""What should be bought, and what somebody should look at."""

from balcao.domains.replenishment.models.alerts import Alert

__all__ = ["Alert"]
