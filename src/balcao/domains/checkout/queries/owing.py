"""What is owed back of an order."""

from __future__ import annotations

from uuid import UUID

from balcao.domains.payments.queries import payments_of


def owes_back(order_id: UUID) -> bool:
    """Whether something was taken or asked for outside for an order that has ended."""
    return any(
        one.refundable or one.refunding_minor or (one.state == "voided" and one.provider_reference)
        for one in payments_of(order_id)
    )
