"""Work that buying leads to outside any transaction."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from procrastinate.contrib.django import app

from balcao.entrypoints.emails.purchase_orders import mail_purchase_order
from balcao.entrypoints.jobs.queue import Patience
from balcao.plumbing.audit import acting


@app.task(name="mails.purchase_order", queue="mails", retry=Patience())
def send_purchase_mail(*, order_id: str, dispatch_id: str) -> None:
    """Mail a purchase order to its supplier, at least once for each dispatch."""
    with acting("system", source="job"):
        mail_purchase_order(
            order_id=UUID(order_id), dispatch_id=UUID(dispatch_id), now=datetime.now(UTC)
        )
