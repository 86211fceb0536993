"""Reads about what should be bought, and what somebody should look at."""

from balcao.domains.replenishment.queries.alerts import alert_counts, alerts_page

__all__ = ["alert_counts", "alerts_page"]
