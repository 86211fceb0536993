"""The only row locks of this domain."""

from __future__ import annotations

from uuid import UUID

from balcao.domains.payments.errors import NoSuchPayment
from balcao.domains.payments.models import Payment


def lock_payment_of(order_id: UUID) -> Payment:
    """Hold an order's latest payment until commit.

    :raises NoSuchPayment: it has none.
    """
    rows = Payment.objects.select_for_update().filter(order_id=order_id)
    row = rows.order_by("-created_at", "-pk").first()
    if row is None:
        raise NoSuchPayment(order_id=str(order_id))
    return row
