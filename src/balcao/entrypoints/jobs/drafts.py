"""Quotes that are sent and that end, and links that are sent."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

import structlog
from procrastinate.contrib.django import app

from balcao.domains.drafts.operations import expire_quotes
from balcao.entrypoints.emails.quotes import send_link_mail, send_quote_mail
from balcao.entrypoints.jobs.queue import Patience
from balcao.plumbing.audit import acting

log = structlog.get_logger("balcao.schedules")


@app.task(name="mails.quote", queue="mails", retry=Patience())
def mail_quote(*, draft_id: str, version: int) -> None:
    """Mail a quote to its customer, once for each time it was sent."""
    send_quote_mail(draft_id=UUID(draft_id), version=version, now=datetime.now(UTC))


@app.task(name="mails.payment_link", queue="mails", retry=Patience())
def mail_link(*, link_id: str) -> None:
    """Mail a payment link, once."""
    send_link_mail(link_id=UUID(link_id), now=datetime.now(UTC))


@app.periodic(cron="* * * * *", queueing_lock="drafts-expire")
@app.task(name="drafts.expire", queue="clock", queueing_lock="drafts-expire", lock="drafts-expire")
def end_old_quotes(**_: int) -> None:
    """End the quotes whose time is over."""
    with acting("system", source="job"):
        ended = expire_quotes(now=datetime.now(UTC))
    if ended:
        log.info("quotes.expired", count=ended)
