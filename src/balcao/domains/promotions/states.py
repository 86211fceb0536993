"""The life of a promotion on one screen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from balcao.domains.promotions.errors import WrongPromotionState
from balcao.domains.promotions.values import PromotionState

NEXT: Final[Mapping[PromotionState, frozenset[PromotionState]]] = {
    PromotionState.DRAFT: frozenset({PromotionState.ACTIVE, PromotionState.ENDED}),
    PromotionState.ACTIVE: frozenset({PromotionState.PAUSED, PromotionState.ENDED}),
    PromotionState.PAUSED: frozenset({PromotionState.ACTIVE, PromotionState.ENDED}),
    PromotionState.ENDED: frozenset(),
}


def check_move(state: PromotionState, to: PromotionState) -> None:
    """Go on only if the life of a promotion knows this step.

    :raises WrongPromotionState: it does not.
    """
    if to not in NEXT[state]:
        raise WrongPromotionState(
            f"A promotion that is {state} cannot become {to}.", state=state.value
        )
