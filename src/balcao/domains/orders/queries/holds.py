"""Orders that are on hold."""

from __future__ import annotations

from uuid import UUID

from balcao.domains.orders.errors import OnHold
from balcao.domains.orders.models import OrderHold


def hold_on(order_id: UUID) -> str:
    """Why an order is on hold; empty where it is not."""
    held = OrderHold.objects.filter(pk=order_id).first()
    return held.reason if held else ""


def check_released(order_id: UUID) -> None:
    """Go on only if an order is not on hold.

    :raises OnHold: it is; its reason is in the facts.
    """
    reason = hold_on(order_id)
    if reason:
        raise OnHold(reason=reason)
