"""Goods come in, go out and change places; each is one transaction and explained by the ledger."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from balcao.domains.inventory.errors import BadLocation, BadQuantity, BadValue
from balcao.domains.inventory.models import StockLevel
from balcao.domains.inventory.operations.bins import fit_bins
from balcao.domains.inventory.operations.ledger import post
from balcao.domains.inventory.operations.levels import levels_at, levels_at_both
from balcao.domains.inventory.operations.lots import Change, steps_of
from balcao.domains.inventory.operations.steps import Entry, Step
from balcao.domains.inventory.queries.settings import stock_settings
from balcao.domains.inventory.values import Arrival, Departure, LotUnits, Valuation
from balcao.domains.stores.queries import store_by_id
from balcao.kernel.money import Money

MOST: Final = 10_000_000


@transaction.atomic
def receive_lines(
    *,
    store_id: int,
    location_id: int,
    lines: Sequence[Arrival],
    document: str,
    actor: str,
    now: datetime,
    reason: str = "received",
    note: str = "",
) -> None:
    """Goods came in, good and broken ones, of several variants and lots.

    :raises BadQuantity: a line has no units, negative ones, or the level would hold too many.
    :raises BadValue: a cost is negative or in another currency than the store's.
    :raises LotMissing: units that are told apart came without saying which.
    :raises LotUnwanted: lots are named where units are not told apart.
    :raises LotDiffers: a lot is known with another expiry, or a serial number is in stock.
    :raises NoSuchLocation: no such place in this store.
    :raises NoSuchLevel: there is no such variant.
    """
    _check_units((line.quantity, line.damaged) for line in lines)
    entry = Entry(store_id, reason, document, actor, now, note)
    levels = levels_at(store_id, location_id, [line.variant_id for line in lines])
    currency = store_by_id(store_id).currency
    changes = [
        Change(levels[x.variant_id], x.quantity, x.damaged, given_of(x.value, currency), x.lots)
        for x in lines
    ]
    post(entry, steps_of(entry, changes))
    check_most(levels.values())


@transaction.atomic
def take_out(
    *,
    store_id: int,
    location_id: int,
    lines: Sequence[Departure],
    reason: str,
    document: str,
    actor: str,
    now: datetime,
    note: str = "",
) -> dict[UUID, Money]:
    """Goods went out other than to shoppers; returns what they had cost, per variant.

    The cost is that of the store's way of valuing.

    :raises BadQuantity: a line has no units, or negative ones.
    :raises OutOfStock: not so many lie here.
    :raises PromisedAway: the units are promised to orders.
    :raises NoSuchLot: a lot does not lie here.
    :raises LotUnwanted: lots are named where units are not told apart.
    :raises BadReason: the ledger does not know this reason.
    :raises NoSuchLocation: no such place in this store.
    :raises NoSuchLevel: there is no such variant.
    """
    _check_units((line.quantity, line.damaged) for line in lines)
    entry = Entry(store_id, reason, document, actor, now, note)
    levels = levels_at(store_id, location_id, [line.variant_id for line in lines])
    changes = [Change(levels[x.variant_id], -x.quantity, -x.damaged, lots=x.lots) for x in lines]
    steps = steps_of(entry, changes)
    post(entry, steps)
    fit_bins(levels.values())
    return costs_of(store_id, steps)


@transaction.atomic
def move_stock(
    *,
    store_id: int,
    from_location_id: int,
    to_location_id: int,
    lines: Sequence[Departure],
    document: str,
    actor: str,
    now: datetime,
    reason: str = "transferred",
    note: str = "",
) -> None:
    """Goods changed places; they keep their cost and their age.

    :raises BadLocation: both places are the same.
    :raises BadQuantity: a line has no units, negative ones, or a level would hold too many.
    :raises OutOfStock: not so many lie at the first place.
    :raises PromisedAway: the units are promised to orders.
    :raises NoSuchLot: a lot does not lie there.
    :raises LotUnwanted: lots are named where units are not told apart.
    :raises NoSuchLocation: no such place in this store.
    :raises NoSuchLevel: there is no such variant.
    """
    if from_location_id == to_location_id:
        raise BadLocation("Goods move between two different places.", field="to_location_id")
    _check_units((line.quantity, line.damaged) for line in lines)
    entry = Entry(store_id, reason, document, actor, now, note)
    places = (from_location_id, to_location_id)
    here, there = levels_at_both(store_id, places, [line.variant_id for line in lines])
    leaving = [Change(here[x.variant_id], -x.quantity, -x.damaged, lots=x.lots) for x in lines]
    out = steps_of(entry, leaving)
    post(entry, out)
    post(entry, _arriving(entry, out, there))
    fit_bins(here.values())
    check_most(there.values())


def _arriving(entry: Entry, out: Sequence[Step], there: dict[UUID, StockLevel]) -> list[Step]:
    """What left, coming in at the other place with the same cost and layers."""
    arriving = []
    for step in out:
        lots = (LotUnits(step.lot, -step.units),) if step.lot else ()
        level = there[step.level.variant_id]
        change = Change(level, -step.quantity, -step.damaged, -step.value, lots)
        (came,) = steps_of(entry, [change])
        came.layers = step.taken
        arriving.append(came)
    return arriving


def given_of(value: Money | None, currency: str) -> int | None:
    """Minor units of a cost in the store's currency. :raises BadValue: it cannot be one."""
    if value is None:
        return None
    if value.minor < 0 or value.currency != currency:
        raise BadValue(f"A cost is in {currency} and not negative.", field="value")
    return value.minor


def costs_of(store_id: int, steps: Iterable[Step]) -> dict[UUID, Money]:
    """What posted steps took out or brought in, per variant, by the store's way of valuing."""
    currency = store_by_id(store_id).currency
    by_fifo = stock_settings(store_id).valuation == Valuation.FIFO
    found: dict[UUID, Money] = {}
    for step in steps:
        worth = Money(abs(step.fifo if by_fifo else step.value), currency)
        key = step.level.variant_id
        found[key] = found.get(key, Money.zero(currency)) + worth
    return found


def check_most(levels: Iterable[StockLevel]) -> None:
    """Refuse more units than a level can hold. :raises BadQuantity: it is so."""
    if any(level.on_hand > MOST or level.damaged > MOST for level in levels):
        raise BadQuantity(f"On-hand is between 0 and {MOST} units.", field="quantity")


def _check_units(lines: Iterable[tuple[int, int]]) -> None:
    for good, bad in lines:
        if good < 0 or bad < 0 or good + bad == 0 or max(good, bad) > MOST:
            raise BadQuantity("A line has at least one unit, and none negative.", field="quantity")
