"""What a count holds, and who counts it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F, Q, QuerySet

from balcao.domains.catalog.queries import skus_of
from balcao.domains.inventory.errors import (
    BadLocation,
    CountedBefore,
    LotMissing,
    LotUnwanted,
    NoSuchLevel,
    NothingToCount,
    WrongCountState,
)
from balcao.domains.inventory.locks import lock_count
from balcao.domains.inventory.models import (
    BinStock,
    CountLine,
    CountRhythm,
    LotStock,
    StockCount,
    StockLevel,
)
from balcao.domains.inventory.operations.lots import tracking_of
from balcao.domains.inventory.operations.numbers import next_number
from balcao.domains.inventory.queries.settings import stock_settings
from balcao.domains.inventory.queries.stock import location_of
from balcao.domains.inventory.rules.counting import days_between_counts
from balcao.domains.inventory.states import COUNTING
from balcao.domains.inventory.values import CountClass, CountScope, LocationKind

MOST_LINES: Final = 5000


@transaction.atomic
def start_count(
    *,
    store_id: int,
    location_id: int,
    scope: CountScope,
    actor: str,
    now: datetime,
    class_: CountClass | None = None,
    bin_id: int | None = None,
    variant_ids: Sequence[UUID] = (),
    most: int = MOST_LINES,
    note: str = "",
) -> UUID:
    """Plan a count of a place; returns its id.

    All of what lies there, or what of a class is due, what lies in a bin, or a list of variants.
    Where units are told apart, each lot that lies there is a line. All units of a variant at the
    place are counted, in whatever bin they lie.

    :raises NothingToCount: nothing lies there, or more than fits into one count.
    :raises BadLocation: goods on the road are not counted.
    :raises CountedBefore: this class is being counted at this place already.
    :raises NoSuchLevel: a listed variant does not exist.
    :raises NoSuchLocation: no such place in this store.
    """
    if location_of(store_id, location_id).kind == LocationKind.TRANSIT:
        raise BadLocation("Goods on the road are not counted.", field="location_id")
    here = StockLevel.objects.filter(store_id=store_id, location=location_id)
    chosen = _chosen(here, scope, class_, bin_id, variant_ids, now)[:most]
    if not 0 < len(chosen) <= MOST_LINES:
        raise NothingToCount(
            "Nothing to count there."
            if not chosen
            else f"A count has at most {MOST_LINES} lines. Count by class, bin or list.",
            variants=len(chosen),
        )
    try:
        with transaction.atomic():
            row = StockCount.objects.create(
                store_id=store_id,
                number=next_number("C"),
                location_id=location_id,
                scope=scope.value,
                class_code=class_.value if class_ and scope is CountScope.CLASS else "",
                bin_id=bin_id if scope is CountScope.BIN else None,
                note=note[:300],
                author=actor,
                created_at=now,
            )
    except IntegrityError:
        raise CountedBefore("This class is being counted at this place already.") from None
    _write_lines(row, chosen)
    return row.pk


@transaction.atomic
def add_count_line(
    *,
    store_id: int,
    count_id: UUID,
    variant_id: UUID,
    lot: str = "",
    expires_on: date | None = None,
) -> None:
    """Something lies there that the count does not hold. Adding it again does nothing.

    :raises NoSuchCount: there is none with this id.
    :raises WrongCountState: everything is counted already.
    :raises NoSuchLevel: there is no such variant.
    :raises LotMissing: units of it are told apart: say which lot.
    :raises LotUnwanted: units of it are not told apart.
    """
    row = lock_count(store_id, count_id)
    if row.state not in COUNTING:
        raise WrongCountState("Lines are added while it is counted.", state=row.state)
    sku = skus_of([variant_id]).get(variant_id)
    if sku is None:
        raise NoSuchLevel("There is no such variant.", variant_id=str(variant_id))
    code = lot.strip()
    is_tracked = variant_id in tracking_of([variant_id])
    if is_tracked and not 0 < len(code) <= 80:
        raise LotMissing(sku=sku)
    if code and not is_tracked:
        raise LotUnwanted(sku=sku)
    last = row.lines.order_by("-line_no").values_list("line_no", flat=True).first() or 0
    CountLine.objects.get_or_create(
        count=row,
        variant_id=variant_id,
        lot=code,
        defaults={
            "store_id": store_id,
            "line_no": last + 1,
            "sku": sku,
            "expires_on": expires_on,
        },
    )


@transaction.atomic
def assign_lines(*, store_id: int, count_id: UUID, line_nos: Collection[int], email: str) -> int:
    """Give lines to somebody to count, or to nobody; returns how many.

    :raises NoSuchCount: there is none with this id.
    :raises WrongCountState: everything is counted already.
    """
    row = lock_count(store_id, count_id)
    if row.state not in COUNTING:
        raise WrongCountState("Lines are assigned while it is counted.", state=row.state)
    return row.lines.filter(line_no__in=list(line_nos)).update(assigned_to=email[:254])


def due_levels(store_id: int, class_: CountClass, *, now: datetime) -> QuerySet[CountRhythm]:
    """Levels of a class that have not been counted for too long, the longest first."""
    days = days_between_counts(stock_settings(store_id))[class_]
    rows = CountRhythm.objects.filter(
        Q(counted_at__isnull=True) | Q(counted_at__lt=now - timedelta(days=days)),
        store_id=store_id,
        class_code=class_.value,
        level__on_hand__gt=0,
    )
    return rows.order_by(F("counted_at").asc(nulls_first=True), "-shipped_minor", "level_id")


def _chosen(
    here: QuerySet[StockLevel],
    scope: CountScope,
    class_: CountClass | None,
    bin_id: int | None,
    variant_ids: Sequence[UUID],
    now: datetime,
) -> list[UUID]:
    if scope is CountScope.LIST:
        skus = skus_of(variant_ids)
        gone = [str(one) for one in variant_ids if one not in skus]
        if gone:
            raise NoSuchLevel("There is no such variant any more.", variant_ids=gone)
        return list(dict.fromkeys(variant_ids))
    if scope is CountScope.CLASS:
        first = here.first()
        if first is None or class_ is None:
            return []
        due = due_levels(first.store_id, class_, now=now).filter(level__in=here)
        return list(due.values_list("level__variant_id", flat=True))
    if scope is CountScope.BIN:
        held = BinStock.objects.filter(bin=bin_id, level__in=here).values("level")
        here = here.filter(pk__in=held)
    else:
        here = here.filter(on_hand__gt=0)
    return list(here.order_by("pk").values_list("variant_id", flat=True)[: MOST_LINES + 1])


def _write_lines(row: StockCount, variant_ids: Sequence[UUID]) -> None:
    skus = skus_of(variant_ids)
    tracked = tracking_of(variant_ids)
    lots: dict[UUID, list[tuple[str, date | None]]] = {key: [] for key in tracked}
    levels = StockLevel.objects.filter(location=row.location_id, variant_id__in=list(tracked))
    of_level = dict(levels.values_list("pk", "variant_id"))
    stock = LotStock.objects.filter(level__in=list(of_level), quantity__gt=0)
    for one in stock.select_related("lot").order_by("lot__expires_on", "lot_id"):
        lots[of_level[one.level_id]].append((one.lot.code, one.lot.expires_on))
    wanted = [
        (variant_id, code, expires_on)
        for variant_id in sorted(skus, key=lambda key: skus[key])
        for code, expires_on in lots.get(variant_id) or [("", None)]
    ]
    CountLine.objects.bulk_create(
        CountLine(
            store_id=row.store_id,
            count=row,
            line_no=nr,
            variant_id=variant_id,
            sku=skus[variant_id],
            lot=code,
            expires_on=expires_on,
        )
        for nr, (variant_id, code, expires_on) in enumerate(wanted, 1)
    )
