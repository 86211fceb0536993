"""The whole life of a purchase order and of a return to a supplier on one screen."""

from __future__ import annotations

from typing import Final

from balcao.domains.purchasing.errors import AlreadyReceiving, WrongPurchaseState, WrongReturnState
from balcao.domains.purchasing.values.orders import PurchaseState
from balcao.domains.purchasing.values.returns import ReturnState

P = PurchaseState
R = ReturnState
# A reversed receipt leads back: what was closed or partly received is waited for again.
NEXT: Final[dict[PurchaseState, frozenset[PurchaseState]]] = {
    P.DRAFT: frozenset({P.APPROVED, P.CANCELLED}),
    P.APPROVED: frozenset({P.SENT, P.DRAFT, P.CANCELLED}),
    P.SENT: frozenset({P.PARTLY_RECEIVED, P.CLOSED, P.CANCELLED}),
    P.PARTLY_RECEIVED: frozenset({P.PARTLY_RECEIVED, P.CLOSED, P.SENT}),
    P.CLOSED: frozenset({P.PARTLY_RECEIVED, P.SENT}),
    P.CANCELLED: frozenset(),
}
NEXT_OF_RETURN: Final[dict[ReturnState, frozenset[ReturnState]]] = {
    R.DRAFT: frozenset({R.APPROVED, R.CANCELLED}),
    R.APPROVED: frozenset({R.SENT, R.CANCELLED}),
    R.SENT: frozenset({R.CREDITED}),
    R.CREDITED: frozenset(),
    R.CANCELLED: frozenset(),
}
# Goods are on their way, or may come.
EXPECTING: Final = (P.APPROVED, P.SENT, P.PARTLY_RECEIVED)
RECEIVING: Final = (P.SENT, P.PARTLY_RECEIVED)


def check_move(now: PurchaseState, to: PurchaseState) -> None:
    """Go on only if a purchase order in this state may go there.

    :raises AlreadyReceiving: it should be cancelled, but something has come in.
    :raises WrongPurchaseState: any other step that its life does not know.
    """
    if to is P.CANCELLED and now is P.PARTLY_RECEIVED:
        raise AlreadyReceiving(state=now.value)
    if to not in NEXT[now]:
        raise WrongPurchaseState(
            f"A purchase order that is {_said(now)} cannot become {_said(to)}.", state=now.value
        )


def check_send(now: PurchaseState) -> None:
    """Go on only if an order in this state may be sent: a closed one only waits again by itself.

    :raises WrongPurchaseState: it is not approved.
    """
    if now is not P.APPROVED:
        raise WrongPurchaseState(
            f"An approved purchase order is sent; this one is {_said(now)}.", state=now.value
        )


def check_return_move(now: ReturnState, to: ReturnState) -> None:
    """Go on only if a return in this state may go there.

    :raises WrongReturnState: its life does not know this step.
    """
    if to not in NEXT_OF_RETURN[now]:
        raise WrongReturnState(
            f"A return that is {now.value} cannot become {to.value}.", state=now.value
        )


def _said(state: PurchaseState) -> str:
    return state.value.replace("_", " ")
