"""Which allocation strategies there are; filled by the composition root."""

from __future__ import annotations

from collections.abc import Iterable

from balcao.domains.inventory.errors import NoSuchStrategy
from balcao.domains.inventory.ports.strategy import AllocationStrategy

STRATEGIES: dict[str, AllocationStrategy] = {}


def use_strategies(some: Iterable[AllocationStrategy]) -> None:
    """Offer these strategies, in this order, and no others."""
    STRATEGIES.clear()
    STRATEGIES.update({strategy.code: strategy for strategy in some})


def strategies() -> list[AllocationStrategy]:
    """All strategies, in the order they are offered."""
    return list(STRATEGIES.values())


def strategy_by_code(code: str) -> AllocationStrategy:
    """One strategy.

    :raises NoSuchStrategy: it is not installed.
    """
    if code not in STRATEGIES:
        raise NoSuchStrategy(field="allocation_strategy", known=sorted(STRATEGIES))
    return STRATEGIES[code]
