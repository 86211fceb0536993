"""Prices that were scheduled are set within a minute of their moment."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

import structlog
from procrastinate.contrib.django import app

from balcao.domains.pricing.operations import apply_due
from balcao.plumbing.audit import acting

LOCK: Final = "prices-due"
log = structlog.get_logger("balcao.pricing")


@app.periodic(cron="* * * * *", queueing_lock=LOCK)
@app.task(name="pricing.due", queue="clock", queueing_lock=LOCK, lock=LOCK)
def set_due_prices(**_: int) -> None:
    """Set every price whose moment has come; what a stopped worker missed, it sets then."""
    with acting("system", source="job"):
        done = apply_due(now=datetime.now(UTC))
    if done:
        log.info("prices.set", count=done)
