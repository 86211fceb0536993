"""Writing down what somebody counted."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from balcao.domains.inventory.errors import (
    BadQuantity,
    CountedBefore,
    LotMissing,
    NoSuchLevel,
    NotInCount,
    WrongCountState,
)
from balcao.domains.inventory.locks import lock_count
from balcao.domains.inventory.models import CountLine, LotStock, StockCount, StockLevel
from balcao.domains.inventory.operations.counts.moves import move
from balcao.domains.inventory.operations.goods import MOST
from balcao.domains.inventory.operations.levels import levels_at
from balcao.domains.inventory.operations.lots import tracking_of
from balcao.domains.inventory.queries.settings import stock_settings
from balcao.domains.inventory.rules.counting import is_off
from balcao.domains.inventory.states import COUNTING
from balcao.domains.inventory.values import CountState, Tracking


@transaction.atomic
def record_count(
    *,
    store_id: int,
    count_id: UUID,
    variant_id: UUID,
    counted: int,
    actor: str,
    now: datetime,
    lot: str = "",
) -> bool:
    """So many good units of a variant (and lot) lie there; returns whether to count again.

    What the books say is kept at the same moment, under the lock of the level: what is sold or
    received later is no difference. Who counted may correct a slip as long as the line is not too
    far off; then somebody else counts it again, and that holds.

    :raises NoSuchCount: there is none with this id.
    :raises WrongCountState: it is not being counted (any more).
    :raises NotInCount: it does not hold this variant or lot.
    :raises BadQuantity: not a number of units; a serial number is one unit.
    :raises LotMissing: units of it are told apart: count each lot.
    :raises CountedBefore: this person counted it, and somebody else has to count it again.
    :raises NoSuchLevel: the variant was deleted.
    """
    row = lock_count(store_id, count_id)
    if row.state not in COUNTING:
        raise WrongCountState("This count is not being counted.", state=row.state)
    line = row.lines.filter(variant_id=variant_id, lot=lot.strip()).first()
    if line is None:
        raise NotInCount(variant_id=str(variant_id), lot=lot)
    _check(line, counted, actor)
    level = _level(row, line)
    line.expected, line.turn = _in_the_books(level, line), level.turn
    off = is_off(line.expected, counted, percent=stock_settings(store_id).recount_above_percent)
    is_second = line.first is not None
    line.counted, line.counted_by, line.counted_at = counted, actor, now
    line.again = off and not is_second
    if line.again:
        line.first, line.first_by = counted, actor
    line.save()
    if row.state == CountState.OPEN:
        move(row, CountState.COUNTING)
    return line.again


def _check(line: CountLine, counted: int, actor: str) -> None:
    if isinstance(counted, bool) or not 0 <= counted <= MOST:
        raise BadQuantity(f"What lies there is 0 to {MOST} units.", field="counted", sku=line.sku)
    if line.first is not None and line.first_by.lower() == actor.lower():
        raise CountedBefore(sku=line.sku)
    kind = tracking_of([line.variant_id]).get(line.variant_id)
    if kind is not None and not line.lot and counted:
        raise LotMissing(
            f"Units of {line.sku} are told apart. Add a line for each lot that lies there.",
            sku=line.sku,
        )
    if kind == Tracking.SERIAL and counted > 1:
        raise BadQuantity("A serial number is one unit.", field="counted", sku=line.sku)


def _level(row: StockCount, line: CountLine) -> StockLevel:
    try:
        found = levels_at(row.store_id, row.location_id, [line.variant_id])
    except NoSuchLevel:
        raise NoSuchLevel(
            f"{line.sku} was deleted from the catalog. Finish the count without this line.",
            sku=line.sku,
        ) from None
    return found[line.variant_id]


def _in_the_books(level: StockLevel, line: CountLine) -> int:
    if not line.lot:
        in_lots = LotStock.objects.filter(level=level, quantity__gt=0).exists()
        return 0 if in_lots else level.on_hand
    rows = LotStock.objects.filter(level=level, lot__code=line.lot)
    return rows.values_list("quantity", flat=True).first() or 0
