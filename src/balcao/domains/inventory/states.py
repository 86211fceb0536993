"""The whole life of a transfer and of a count on one screen."""

from __future__ import annotations

from typing import Final

from balcao.domains.inventory.errors import StillOnTheRoad, WrongCountState, WrongTransferState
from balcao.domains.inventory.values import CountState, TransferState

T = TransferState
C = CountState
# What was sent and has not been touched can go back to where it came from; the transfer is a draft
# again. Once something was received, what is missing is received, or given up when it is closed.
NEXT: Final[dict[TransferState, frozenset[TransferState]]] = {
    T.DRAFT: frozenset({T.SENT, T.CANCELLED}),
    T.SENT: frozenset({T.PARTLY_RECEIVED, T.CLOSED, T.DRAFT}),
    T.PARTLY_RECEIVED: frozenset({T.PARTLY_RECEIVED, T.CLOSED}),
    T.CLOSED: frozenset(),
    T.CANCELLED: frozenset(),
}
NEXT_OF_COUNT: Final[dict[CountState, frozenset[CountState]]] = {
    C.OPEN: frozenset({C.COUNTING, C.CANCELLED}),
    C.COUNTING: frozenset({C.COUNTING, C.REVIEW, C.CANCELLED}),
    C.REVIEW: frozenset({C.COUNTING, C.CLOSED, C.CANCELLED}),
    C.CLOSED: frozenset(),
    C.CANCELLED: frozenset(),
}
ON_THE_ROAD: Final = (T.SENT, T.PARTLY_RECEIVED)
COUNTING: Final = (C.OPEN, C.COUNTING)
ALIVE_COUNTS: Final = (C.OPEN, C.COUNTING, C.REVIEW)


def check_transfer_move(now: TransferState, to: TransferState) -> None:
    """Go on only if a transfer in this state may go there.

    :raises StillOnTheRoad: it should be cancelled, but its goods are on the road.
    :raises WrongTransferState: any other step that its life does not know.
    """
    if to is T.CANCELLED and now in ON_THE_ROAD:
        raise StillOnTheRoad(state=now.value)
    if to not in NEXT[now]:
        raise WrongTransferState(
            f"A transfer that is {_said(now)} cannot become {_said(to)}.", state=now.value
        )


def check_count_move(now: CountState, to: CountState) -> None:
    """Go on only if a count in this state may go there.

    :raises WrongCountState: its life does not know this step.
    """
    if to not in NEXT_OF_COUNT[now]:
        raise WrongCountState(
            f"A count that is {now.value} cannot become {to.value}.", state=now.value
        )


def _said(state: TransferState) -> str:
    return state.value.replace("_", " ")
