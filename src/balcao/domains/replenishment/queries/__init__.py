"""Reads about what should be bought, and what somebody should look at."""

from balcao.domains.replenishment.queries.alerts import alert_counts, alerts_page
from balcao.domains.replenishment.queries.forecasting import back_test, forecast_demand

__all__ = ["alert_counts", "alerts_page", "back_test", "forecast_demand"]
