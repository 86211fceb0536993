"""The whole life of a draft on one screen."""

from __future__ import annotations

from typing import Final

from balcao.domains.drafts.errors import WrongDraftState
from balcao.domains.drafts.values import DraftState

D = DraftState
# ORDERED leads back to QUOTED when a provider declined the payment: the quote still holds.
NEXT: Final[dict[DraftState, frozenset[DraftState]]] = {
    D.DRAFT: frozenset({D.QUOTED, D.CANCELLED}),
    D.QUOTED: frozenset({D.DRAFT, D.ORDERED, D.EXPIRED, D.CANCELLED}),
    D.EXPIRED: frozenset({D.DRAFT, D.CANCELLED}),
    D.ORDERED: frozenset({D.QUOTED}),
    D.CANCELLED: frozenset(),
}


def check_move(now: DraftState, to: DraftState) -> None:
    """Go on only if a draft in this state may go there.

    :raises WrongDraftState: its life does not know this step.
    """
    if to not in NEXT[now]:
        raise WrongDraftState(
            f"A draft that is {now.value} cannot become {to.value}.", state=now.value
        )
