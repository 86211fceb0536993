"""What units of a level are worth, to decide whether somebody else must approve."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from uuid import UUID

from balcao.domains.inventory.errors import NeedsApproval
from balcao.domains.inventory.models import StockItem, StockLevel
from balcao.domains.inventory.queries.settings import stock_settings
from balcao.domains.inventory.rules.valuing import value_of_arrival
from balcao.domains.inventory.values import Valuation


def worth_of(store_id: int, levels: Iterable[StockLevel]) -> Mapping[int, UnitWorth]:
    """How to value units of these levels, by the primary key of the level."""
    by_fifo = stock_settings(store_id).valuation == Valuation.FIFO
    rows = list(levels)
    costs = last_costs({row.variant_id for row in rows})
    return {
        row.pk: UnitWorth(
            row.on_hand + row.damaged,
            row.fifo_minor if by_fifo else row.value_minor,
            costs.get(row.variant_id),
        )
        for row in rows
    }


class UnitWorth:
    """What units of one level are worth: at the average here, else as they were last bought."""

    __slots__ = ("_here", "_last_cost", "_value")

    def __init__(self, here: int, value: int, last_cost: int | None) -> None:
        self._here, self._value, self._last_cost = here, value, last_cost

    def of(self, units: int) -> int:
        """Minor units of the store's currency, never negative."""
        return value_of_arrival(
            abs(units),
            given=None,
            here=self._here,
            value_here=self._value,
            last_cost=self._last_cost,
        )


def last_costs(variant_ids: Collection[UUID]) -> dict[UUID, int]:
    """What one unit cost when it was last bought, of those variants where that is known."""
    rows = StockItem.objects.filter(pk__in=variant_ids, last_cost_minor__isnull=False)
    return {row.pk: row.last_cost_minor or 0 for row in rows}


def check_approval(
    store_id: int, worth: int, *, actor: str, may_approve: bool, involved: Collection[str]
) -> None:
    """Let pass what is worth little; more needs somebody who may approve and was not involved.

    :raises NeedsApproval: it is worth more, and this is not such a person.
    """
    most = stock_settings(store_id).approve_above_minor
    strange = actor.lower() not in {one.lower() for one in involved}
    if worth > most and not (may_approve and strange):
        raise NeedsApproval(worth_minor=worth, approve_above_minor=most)
