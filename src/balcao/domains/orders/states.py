"""The whole life of an order on one screen."""

from __future__ import annotations

from typing import Final

from balcao.domains.orders.values import OrderState

S = OrderState
# PLACED to PACKED is for orders that are paid on delivery; operations ask for that.
NEXT: Final[dict[OrderState, frozenset[OrderState]]] = {
    S.PENDING: frozenset({S.PLACED, S.VOIDED}),
    S.PLACED: frozenset({S.PAID, S.PACKED, S.CANCELLED}),
    S.PAID: frozenset({S.PACKED, S.CANCELLED}),
    S.PACKED: frozenset({S.SHIPPED, S.CANCELLED}),
    S.SHIPPED: frozenset({S.DELIVERED}),
    S.DELIVERED: frozenset(),
    S.CANCELLED: frozenset(),
    S.VOIDED: frozenset(),
}
ALIVE: Final = frozenset(set(OrderState) - {S.CANCELLED, S.VOIDED})


def can_move(now: OrderState, to: OrderState) -> bool:
    """Whether an order may go from one state straight to another."""
    return to in NEXT[now]
