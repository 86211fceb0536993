"""Everything that changes on-hand writes one movement to the ledger in the same transaction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from balcao.domains.inventory.errors import BadQuantity, OutOfStock
from balcao.domains.inventory.models import StockLevel
from balcao.domains.inventory.operations.bins import fit_bins
from balcao.domains.inventory.operations.goods import MOST, given_of, receive_lines, take_out
from balcao.domains.inventory.operations.ledger import post
from balcao.domains.inventory.operations.levels import levels_at
from balcao.domains.inventory.operations.lots import Change, steps_of
from balcao.domains.inventory.operations.steps import Entry
from balcao.domains.inventory.values import Arrival, Count, Departure, LotUnits
from balcao.domains.stores.queries import store_by_id
from balcao.kernel.money import Money


@transaction.atomic
def receive_stock(
    *,
    store_id: int,
    location_id: int,
    variant_id: UUID,
    quantity: int,
    actor: str,
    now: datetime,
    document: str = "",
    note: str = "",
    value: Money | None = None,
    lots: tuple[LotUnits, ...] = (),
) -> int:
    """Goods came in; returns on-hand after it.

    ``value`` is what all of them cost together, in the store's currency; None takes the average.

    :raises BadQuantity: not a positive number of units.
    :raises BadValue: a cost is negative or in another currency than the store's.
    :raises LotMissing: units that are told apart came without saying which.
    :raises LotUnwanted: lots are named where units are not told apart.
    :raises LotDiffers: a lot is known with another expiry, or a serial number is in stock.
    :raises NoSuchLocation: no such place in this store.
    :raises NoSuchLevel: there is no such variant.
    """
    if quantity <= 0:
        raise BadQuantity("What comes in is at least one unit.", field="quantity")
    receive_lines(
        store_id=store_id,
        location_id=location_id,
        lines=[Arrival(variant_id, quantity, value=value, lots=lots)],
        document=document,
        actor=actor,
        now=now,
        note=note,
    )
    return _on_hand(location_id, variant_id)


@transaction.atomic
def write_off(
    *,
    store_id: int,
    location_id: int,
    variant_id: UUID,
    quantity: int,
    actor: str,
    now: datetime,
    note: str = "",
    reason: str = "damaged",
    document: str = "",
    lots: tuple[LotUnits, ...] = (),
) -> int:
    """Goods were damaged or lost and are out of the books; returns on-hand after it.

    :raises BadQuantity: not a positive number of units, or more than lie there.
    :raises NoSuchLot: a lot does not lie there.
    :raises LotUnwanted: lots are named where units are not told apart.
    :raises PromisedAway: the units are promised to orders.
    :raises NoSuchLocation: no such place in this store.
    :raises NoSuchLevel: there is no such variant.
    """
    if quantity <= 0:
        raise BadQuantity("What is written off is at least one unit.", field="quantity")
    try:
        take_out(
            store_id=store_id,
            location_id=location_id,
            lines=[Departure(variant_id, quantity, lots=lots)],
            reason=reason,
            document=document,
            actor=actor,
            now=now,
            note=note,
        )
    except OutOfStock:
        raise BadQuantity("So many units do not lie here.", field="quantity") from None
    return _on_hand(location_id, variant_id)


def correct_count(
    *,
    store_id: int,
    location_id: int,
    variant_id: UUID,
    counted: int,
    actor: str,
    now: datetime,
    note: str = "",
) -> int:
    """We had counted wrong: on-hand is what was counted; returns the difference.

    :raises BadQuantity: not a number of units.
    :raises PromisedAway: more units are promised to orders than were counted.
    :raises NoSuchLocation: no such place in this store.
    :raises NoSuchLevel: there is no such variant.
    """
    return set_on_hand(
        store_id=store_id,
        location_id=location_id,
        counts=[Count(variant_id, counted)],
        reason="counted",
        document="",
        actor=actor,
        now=now,
        note=note,
    )


@transaction.atomic
def set_on_hand(
    *,
    store_id: int,
    location_id: int,
    counts: Sequence[Count],
    reason: str,
    document: str,
    actor: str,
    now: datetime,
    note: str = "",
) -> int:
    """Set on-hand of many variants at one location; returns by how many units it changed in all.

    Variants whose on-hand is right already get no movement.

    :raises BadQuantity: a quantity is not a number of units.
    :raises BadValue: a cost is negative or in another currency than the store's.
    :raises LotMissing: more of what is told apart lies there; receive its lots instead.
    :raises PromisedAway: ``skus`` says where more is promised than would be left.
    :raises NoSuchLocation: no such place in this store.
    :raises NoSuchLevel: there is no such variant.
    """
    if any(not 0 <= count.quantity <= MOST for count in counts):
        raise BadQuantity(f"On-hand is between 0 and {MOST} units.", field="quantity")
    entry = Entry(store_id, reason, document, actor, now, note)
    wanted = {count.variant_id: count for count in counts}
    levels = levels_at(store_id, location_id, list(wanted))
    currency = store_by_id(store_id).currency
    changes = [_change(levels[key], count, currency) for key, count in wanted.items()]
    post(entry, steps_of(entry, [change for change in changes if change.quantity]))
    fit_bins([change.level for change in changes if change.quantity < 0])
    return sum(change.quantity for change in changes)


def _change(level: StockLevel, count: Count, currency: str) -> Change:
    delta = count.quantity - level.on_hand
    cost = given_of(count.unit_cost, currency) if delta > 0 else None
    return Change(level, delta, given=None if cost is None else cost * delta)


def _on_hand(location_id: int, variant_id: UUID) -> int:
    return StockLevel.objects.get(location=location_id, variant_id=variant_id).on_hand
