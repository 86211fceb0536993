"""What is forgotten about who tried to pay."""

from __future__ import annotations

from datetime import UTC, datetime

import structlog
from procrastinate.contrib.django import app

from balcao.domains.risk.operations import forget_visitors
from balcao.domains.risk.queries import decline_alarm
from balcao.domains.stores.queries import all_stores
from balcao.plumbing.limits import forget_tries

log = structlog.get_logger("balcao.risk")


@app.periodic(cron="40 3 * * *")
@app.task(name="risk.forget", queue="clock", lock="risk-forget")
def forget_who_paid(**_: int) -> None:
    """Delete attempts to pay of more than 30 days ago, and yesterday's counts."""
    now = datetime.now(UTC)
    log.info("risk.forgot", attempts=forget_visitors(now=now), counts=forget_tries(now=now))


@app.periodic(cron="*/5 * * * *", queueing_lock="risk-alarm")
@app.task(name="risk.alarm", queue="clock", queueing_lock="risk-alarm", lock="risk-alarm")
def look_for_attacks(**_: int) -> None:
    """Say in the log when so many payments are declined that somebody tests cards."""
    for store in all_stores():
        if decline_alarm(store.id, now=datetime.now(UTC)):
            log.error("risk.card_testing", store=store.slug)
