"""Limits and budgets of promotions, counted along past orders in the order of time. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from balcao.domains.analytics.values.subjects import Limits
from balcao.domains.promotions.values import Left


class Counters:
    """What is used so far; ``memory`` is JSON, so that a run can go on after a crash.

    ``memory`` has, by promotion, the uses, the money spent, the uses by day and by shopper; only
    what a limit asks for is counted.
    """

    def __init__(self, limits: Mapping[str, Limits], memory: dict[str, Any]) -> None:
        self._limits = {one: limit for one, limit in limits.items() if not limit.are_none}
        self.memory = memory

    def left(self, shopper: str, day: str) -> dict[str, Left]:
        """What is left of every limit for a shopper on a day of the store."""
        return {one: self._left(one, limit, shopper, day) for one, limit in self._limits.items()}

    def take(self, uses: Iterable[tuple[str, int]], shopper: str, day: str) -> None:
        """Count what an order used: promotions, and the minor units each gave."""
        for one, amount in uses:
            limit = self._limits.get(one)
            if limit is None:
                continue
            used = self._used(one)
            used["uses"] += 1
            used["spent"] += amount
            if limit.day_uses is not None:
                used["days"][day] = used["days"].get(day, 0) + 1
            if limit.shopper_uses is not None:
                used["shoppers"][shopper] = used["shoppers"].get(shopper, 0) + 1

    def _left(self, one: str, limit: Limits, shopper: str, day: str) -> Left:
        used = self._used(one)
        return Left(
            uses=_less(limit.uses, used["uses"]),
            shopper_uses=_less(limit.shopper_uses, used["shoppers"].get(shopper, 0)),
            today=_less(limit.day_uses, used["days"].get(day, 0)),
            budget_minor=_less(limit.budget_minor, used["spent"]),
        )

    def _used(self, one: str) -> dict[str, Any]:
        fresh: dict[str, Any] = {"uses": 0, "spent": 0, "days": {}, "shoppers": {}}
        found: dict[str, Any] = self.memory.setdefault(one, fresh)
        return found


def _less(limit: int | None, used: int) -> int | None:
    return None if limit is None else max(0, limit - used)
