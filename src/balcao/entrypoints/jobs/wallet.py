"""What time does to stored value."""

from __future__ import annotations

from datetime import UTC, datetime

import structlog
from procrastinate.contrib.django import app

from balcao.domains.wallet.operations import expire_due, forget_attempts
from balcao.plumbing.audit import acting

log = structlog.get_logger("balcao.schedules")


@app.periodic(cron="10 * * * *")
@app.task(name="wallet.expire", queue="clock", lock="wallet-expire")
def expire_stored_value(**_: int) -> None:
    """Write off cards and points that are past their end, and forget who guessed codes."""
    now = datetime.now(UTC)
    with acting("system", source="job"):
        looked_at = sum(iter(lambda: expire_due(now=now), 0))
        log.info("wallet.expired", accounts=looked_at, guesses=forget_attempts(now=now))
