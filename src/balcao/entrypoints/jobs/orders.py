"""Work that an order leads to outside any transaction."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from procrastinate.contrib.django import app

from balcao.domains.checkout import operations as checkout
from balcao.entrypoints.emails.letters import Kind
from balcao.entrypoints.emails.sending import send_once
from balcao.entrypoints.jobs.queue import Patience
from balcao.plumbing.audit import acting


@app.task(name="mails.order", queue="mails", retry=Patience())
def send_order_mail(*, kind: str, order_id: str) -> None:
    """Write to the shopper, once for each occasion."""
    send_once(Kind(kind), order_id=UUID(order_id), now=datetime.now(UTC))


@app.task(name="checkout.refund_cancelled", queue="money", retry=Patience())
def refund_cancelled(*, order_id: str) -> None:
    """Give back what a cancelled order has taken."""
    with acting("system", source="job"):
        checkout.refund_cancelled(order_id=UUID(order_id), now=datetime.now(UTC))
