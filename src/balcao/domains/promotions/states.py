"""The life of a promotion on one screen."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class PromotionState(StrEnum):
    """Where a promotion is: only an active one applies, and only within its period."""

    DRAFT = "draft"
    ACTIVE = "active"
    PAUSED = "paused"
    ENDED = "ended"


class BatchState(StrEnum):
    """How far the making of a batch of codes is."""

    MAKING = "making"
    DONE = "done"
    STOPPED = "stopped"


NEXT: Final[Mapping[PromotionState, frozenset[PromotionState]]] = {
    PromotionState.DRAFT: frozenset({PromotionState.ACTIVE, PromotionState.ENDED}),
    PromotionState.ACTIVE: frozenset({PromotionState.PAUSED, PromotionState.ENDED}),
    PromotionState.PAUSED: frozenset({PromotionState.ACTIVE, PromotionState.ENDED}),
    PromotionState.ENDED: frozenset(),
}
