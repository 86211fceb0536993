"""Reads about what should be bought, and what somebody should look at."""

from balcao.domains.replenishment.queries.alerts import alert_counts, alerts_page
from balcao.domains.replenishment.queries.forecasting import back_test, forecast_demand
from balcao.domains.replenishment.queries.notices import (
    notices_page,
    telling_of,
    waits_for,
    wanted_page,
)
from balcao.domains.replenishment.queries.plans import (
    latest_run,
    outlook,
    planning_rules,
    plans_page,
)

__all__ = [
    "alert_counts",
    "alerts_page",
    "back_test",
    "forecast_demand",
    "latest_run",
    "notices_page",
    "outlook",
    "planning_rules",
    "plans_page",
    "telling_of",
    "waits_for",
    "wanted_page",
]
