"""What may be done with an order now. Pure."""

from __future__ import annotations

from balcao.domains.orders.errors import AlreadyDispatched, NotPaidYet, WrongState
from balcao.domains.orders.states import NEXT, can_move
from balcao.domains.orders.values import OrderState

S = OrderState


def check_move(now: OrderState, to: OrderState, *, pays_on_delivery: bool) -> None:
    """Go on only if an order in this state may go there.

    :raises AlreadyDispatched: it should be cancelled, but the parcel has left.
    :raises NotPaidYet: it should be packed, but is not paid and not paid on delivery.
    :raises WrongState: anything else that the life of an order does not know.
    """
    if to is S.CANCELLED and now in (S.SHIPPED, S.DELIVERED):
        raise AlreadyDispatched(state=now.value)
    if not can_move(now, to):
        raise WrongState(f"An order that is {now.value} cannot become {to.value}.", state=now.value)
    if now is S.PLACED and to is S.PACKED and not pays_on_delivery:
        raise NotPaidYet(state=now.value)


def next_states(now: OrderState, *, pays_on_delivery: bool) -> tuple[str, ...]:
    """Where an order can go from here, in the order of its life; what the desk shows as buttons."""
    unpaid = now is S.PLACED and not pays_on_delivery
    open_ones = NEXT[now] - ({S.PACKED} if unpaid else set())
    return tuple(state.value for state in OrderState if state in open_ones)
