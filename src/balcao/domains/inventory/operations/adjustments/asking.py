"""Asking for a change to stock: it is in the books at once, or waits for somebody else."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import Sum

from balcao.domains.catalog.queries import sku_of
from balcao.domains.inventory.errors import BadLocation, BadQuantity
from balcao.domains.inventory.models import Adjustment, StockLevel
from balcao.domains.inventory.operations.adjustments.posting import lots_to, post_adjustment
from balcao.domains.inventory.operations.goods import MOST, given_of
from balcao.domains.inventory.operations.levels import levels_at
from balcao.domains.inventory.operations.numbers import next_number
from balcao.domains.inventory.operations.worth import worth_of
from balcao.domains.inventory.queries.adjustments import adjustment_by_id
from balcao.domains.inventory.queries.settings import stock_settings
from balcao.domains.inventory.queries.stock import location_of
from balcao.domains.inventory.rules.adjusting import check_wish
from balcao.domains.inventory.values import (
    AdjustmentInfo,
    AdjustmentState,
    LocationKind,
    Reason,
    Wish,
)
from balcao.domains.stores.queries import store_by_id

# Small adjustments of one thing by one person within a day are looked at as one.
TOGETHER: Final = timedelta(days=1)


@transaction.atomic
def adjust_stock(*, store_id: int, wish: Wish, actor: str, now: datetime) -> AdjustmentInfo:
    """Change what lies at a place, for a reason; returns whether that is done or waits.

    Worth more than the store's threshold, together with what the same person adjusted of the same
    thing within a day, it waits until somebody else approves it. Whatever would refuse it then
    refuses it now already.

    :raises BadReason: adjustments are not made for it.
    :raises BadAdjustment: it changes nothing, too much, or the wrong way for its reason.
    :raises BadLocation: goods on the road are changed by their transfer only.
    :raises BadValue: a cost is negative or in another currency than the store's.
    :raises OutOfStock: not so many lie there.
    :raises PromisedAway: the units are promised to orders.
    :raises LotMissing: units that are told apart come in without saying which.
    :raises LotUnwanted: lots are named where units are not told apart.
    :raises LotDiffers: a lot is known with another expiry, or a serial number is in stock.
    :raises NoSuchLot: a lot does not lie there.
    :raises NoSuchLocation: no such place in this store.
    :raises NoSuchLevel: there is no such variant.
    """
    check_wish(wish)
    level = _level(store_id, wish.location_id, wish.variant_id)
    return _ask(store_id, wish, level, actor=actor, now=now)


@transaction.atomic
def adjust_to_count(
    *,
    store_id: int,
    location_id: int,
    variant_id: UUID,
    counted: int,
    actor: str,
    now: datetime,
    note: str = "",
) -> AdjustmentInfo | None:
    """We had counted wrong: on-hand becomes what was counted; None when it was right.

    The difference is what is asked for: what moves before it is approved stays right.

    :raises BadQuantity: not a number of units.
    :raises BadLocation: goods on the road are not counted.
    :raises PromisedAway: more units are promised to orders than were counted.
    :raises LotMissing: more of what is told apart lies there; receive its lots instead.
    :raises NoSuchLocation: no such place in this store.
    :raises NoSuchLevel: there is no such variant.
    """
    if not 0 <= counted <= MOST:
        raise BadQuantity(f"On-hand is between 0 and {MOST} units.", field="counted")
    level = _level(store_id, location_id, variant_id)
    difference = counted - level.on_hand
    if not difference:
        return None
    wish = Wish(location_id, variant_id, Reason.COUNTED, difference, note=note)
    return _ask(store_id, wish, level, actor=actor, now=now)


def _level(store_id: int, location_id: int, variant_id: UUID) -> StockLevel:
    if location_of(store_id, location_id).kind == LocationKind.TRANSIT:
        raise BadLocation("Goods on the road are changed by their transfer.", field="location_id")
    return levels_at(store_id, location_id, [variant_id])[variant_id]


def _ask(
    store_id: int, wish: Wish, level: StockLevel, *, actor: str, now: datetime
) -> AdjustmentInfo:
    given = given_of(wish.value, store_by_id(store_id).currency)
    row = Adjustment(
        store_id=store_id,
        number=next_number("A"),
        location_id=wish.location_id,
        variant_id=wish.variant_id,
        sku=sku_of(wish.variant_id),
        reason=wish.reason.value,
        quantity=wish.quantity,
        damaged=wish.damaged,
        lots=lots_to(wish.lots),
        value_minor=given,
        worth_minor=_worth(wish, level, given),
        document=wish.document[:80],
        note=wish.note[:300],
        author=actor,
        asked_at=now,
    )
    row.waited = _adds_up(row) > stock_settings(store_id).approve_above_minor
    row.state = AdjustmentState.WAITING if row.waited else AdjustmentState.POSTED
    with transaction.atomic():
        post_adjustment(row, actor=actor, now=now)
        if row.waited:
            transaction.set_rollback(True)
    if not row.waited:
        row.decided_by, row.decided_at = actor, now
    row.save(force_insert=True)
    return adjustment_by_id(store_id, row.pk)


def _worth(wish: Wish, level: StockLevel, given: int | None) -> int:
    if given is not None:
        return given
    units = max(abs(wish.quantity + wish.damaged), abs(wish.quantity), abs(wish.damaged))
    return worth_of(level.store_id, [level])[level.pk].of(units)


def _adds_up(row: Adjustment) -> int:
    """What this is worth together with what the same person got past the threshold lately."""
    if row.reason == Reason.RECEIVED:
        return row.worth_minor
    before = Adjustment.objects.filter(
        store_id=row.store_id,
        location=row.location_id,
        variant_id=row.variant_id,
        author=row.author,
        waited=False,
        asked_at__gt=row.asked_at - TOGETHER,
    ).exclude(reason=Reason.RECEIVED)
    return row.worth_minor + (before.aggregate(worth=Sum("worth_minor"))["worth"] or 0)
