"""Telling units apart: which lots come in, and which go out, first expired first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from balcao.domains.catalog.queries import skus_of
from balcao.domains.inventory.errors import (
    BadQuantity,
    LotDiffers,
    LotMissing,
    LotUnwanted,
    NoSuchLot,
    OutOfStock,
)
from balcao.domains.inventory.models import Lot, LotStock, StockItem, StockLevel
from balcao.domains.inventory.operations.steps import Entry, Step
from balcao.domains.inventory.rules.picking import LotHere, pick
from balcao.domains.inventory.values import LotUnits, Tracking
from balcao.domains.stores.queries import store_by_id
from balcao.kernel.shares import spread


@dataclass(slots=True)
class Change:
    """Units of one level that come (positive), go (negative), or change sides.

    ``given`` is what units that come in cost together, in minor units. ``lots`` say which ones.
    ``for_shoppers`` leaves lots that have expired where they are.
    """

    level: StockLevel
    quantity: int
    damaged: int = 0
    given: int | None = None
    lots: tuple[LotUnits, ...] = ()
    for_shoppers: bool = False


def steps_of(entry: Entry, changes: Sequence[Change]) -> list[Step]:
    """One step for each change, or one for each lot of it where units are told apart.

    Stock of lots is written here; the levels must be locked and the steps posted afterwards.

    :raises LotMissing: units come in without saying which, or the lots do not add up.
    :raises LotUnwanted: lots are named for a variant that is not tracked by them.
    :raises LotDiffers: a lot is known with another expiry, or a serial number is in stock.
    :raises NoSuchLot: a lot that should go out does not lie here.
    :raises OutOfStock: not enough units of unexpired lots.
    """
    tracked = tracking_of({change.level.variant_id for change in changes})
    shelf = _Shelf(entry, [c.level for c in changes if c.level.variant_id in tracked])
    steps: list[Step] = []
    for change in changes:
        kind = tracked.get(change.level.variant_id)
        if kind is not None:
            steps += shelf.steps(change, is_serial=kind == Tracking.SERIAL)
        elif change.lots:
            raise LotUnwanted(sku=_sku(change.level))
        else:
            step = Step(change.level, change.quantity, change.damaged, change.given)
            steps.append(step)
    shelf.store()
    return steps


def tracking_of(variant_ids: Iterable[UUID]) -> dict[UUID, str]:
    """How units are told apart, of those variants where they are."""
    rows = StockItem.objects.filter(pk__in=list(variant_ids)).exclude(tracking=Tracking.NONE)
    return dict(rows.values_list("variant_id", "tracking"))


class _Shelf:
    """The lots of some locked levels, changed in memory and then written at once."""

    def __init__(self, entry: Entry, levels: Sequence[StockLevel]) -> None:
        self._entry = entry
        self._rows: dict[int, dict[str, LotStock]] = defaultdict(dict)
        self._touched: dict[tuple[int, str], LotStock] = {}
        self._serials: set[int] = set()
        ids = {level.pk for level in levels}
        found = LotStock.objects.filter(level__in=ids).select_related("lot").order_by("pk")
        for row in found if ids else ():
            self._rows[row.level_id][row.lot.code] = row

    def steps(self, change: Change, *, is_serial: bool) -> Iterator[Step]:
        """The steps of one change, lot by lot; changes the lots in memory."""
        pieces = list(self._pieces(change, is_serial=is_serial))
        units = [abs(good) + abs(bad) for _, good, bad in pieces]
        given = spread(change.given, units) if change.given is not None else [None] * len(units)
        for (code, good, bad), worth in zip(pieces, given, strict=True):
            row = self._rows[change.level.pk][code]
            row.quantity += good
            row.damaged += bad
            if row.quantity < 0 or row.damaged < 0:
                raise NoSuchLot(
                    f"Not so many units of {code} lie here.", lot=code, sku=_sku(change.level)
                )
            self._touched[change.level.pk, code] = row
            yield Step(change.level, good, bad, worth, lot=code)

    def _pieces(self, change: Change, *, is_serial: bool) -> Iterator[tuple[str, int, int]]:
        if change.quantity + change.damaged > 0:
            return self._coming(change, is_serial=is_serial)
        return self._going(change)

    def _coming(self, change: Change, *, is_serial: bool) -> Iterator[tuple[str, int, int]]:
        total = sum(lot.quantity for lot in change.lots)
        if total != change.quantity + change.damaged or any(x.quantity < 1 for x in change.lots):
            raise LotMissing(
                f"The lots or serial numbers of {_sku(change.level)} add up to {total} units, "
                f"but {change.quantity + change.damaged} come in.",
                sku=_sku(change.level),
            )
        good = change.quantity
        for lot in change.lots:
            self._ensure(change.level, lot, is_serial=is_serial)
            here = min(good, lot.quantity)
            good -= here
            yield lot.code, here, lot.quantity - here

    def _going(self, change: Change) -> Iterator[tuple[str, int, int]]:
        here = self._rows[change.level.pk]
        for lot in change.lots:
            if lot.code not in here:
                raise NoSuchLot(lot=lot.code, sku=_sku(change.level))
        if change.quantity + change.damaged == 0:
            return self._swapping(change)
        return self._leaving(change)

    def _swapping(self, change: Change) -> Iterator[tuple[str, int, int]]:
        sign, side = (-1, "quantity") if change.quantity < 0 else (1, "damaged")
        for code, part in self._chosen(change, abs(change.quantity), side):
            yield code, sign * part, -sign * part

    def _leaving(self, change: Change) -> Iterator[tuple[str, int, int]]:
        good, bad = -change.quantity, -change.damaged
        if not change.lots:
            yield from ((code, -n, 0) for code, n in self._chosen(change, good, "quantity"))
            yield from ((code, 0, -n) for code, n in self._chosen(change, bad, "damaged"))
            return
        for code, part in self._chosen(change, good + bad, "quantity"):
            first = min(good, part)
            good -= first
            yield code, -first, first - part

    def _chosen(self, change: Change, units: int, side: str) -> list[tuple[str, int]]:
        asked = [(lot.code, lot.quantity) for lot in change.lots]
        chosen = asked or self._picked(change, units, side)
        if sum(part for _, part in chosen) != units:
            raise OutOfStock(
                "Not so many units lie here in lots that may leave.", skus=[_sku(change.level)]
            )
        return chosen

    def _picked(self, change: Change, units: int, side: str) -> list[tuple[str, int]]:
        rows = self._rows[change.level.pk].values()
        lots = [LotHere(r.lot_id, r.lot.code, getattr(r, side), r.lot.expires_on) for r in rows]
        return pick(lots, units, today=self._today() if change.for_shoppers else None)

    def _ensure(self, level: StockLevel, lot: LotUnits, *, is_serial: bool) -> None:
        code = lot.code.strip()
        if not 0 < len(code) <= 80 or not code.isprintable() or code != lot.code:
            raise LotMissing("A lot or serial number has 1 to 80 characters.", sku=_sku(level))
        if is_serial and lot.quantity != 1:
            raise BadQuantity("A serial number is one unit.", lot=code, sku=_sku(level))
        known, _ = Lot.objects.get_or_create(
            store_id=self._entry.store_id,
            variant_id=level.variant_id,
            code=code,
            defaults={
                "expires_on": lot.expires_on,
                "is_serial": is_serial,
                "made_at": self._entry.now,
            },
        )
        if lot.expires_on is not None and known.expires_on != lot.expires_on:
            raise LotDiffers(lot=code, expires_on=known.expires_on, sku=_sku(level))
        if is_serial and (known.pk in self._serials or _lies_somewhere(known)):
            raise LotDiffers(
                f"Serial number {code} is in stock already.", lot=code, sku=_sku(level)
            )
        self._serials.add(known.pk)
        if code not in self._rows[level.pk]:
            self._rows[level.pk][code] = LotStock(
                store_id=self._entry.store_id, level=level, lot=known, is_serial=is_serial
            )

    def _today(self) -> date:
        zone = ZoneInfo(store_by_id(self._entry.store_id).time_zone)
        return self._entry.now.astimezone(zone).date()

    def store(self) -> None:
        """Write the lots that were touched; what goes out first, so that a serial can move."""
        rows = sorted(self._touched.values(), key=lambda row: (row.quantity, row.lot_id))
        known = [row for row in rows if row.pk is not None]
        LotStock.objects.bulk_update(known, ["quantity", "damaged"])
        LotStock.objects.bulk_create([row for row in rows if row.pk is None])


def _lies_somewhere(lot: Lot) -> bool:
    rows = LotStock.objects.filter(lot=lot)
    return rows.filter(quantity__gt=0).exists() or rows.filter(damaged__gt=0).exists()


def _sku(level: StockLevel) -> str:
    return skus_of([level.variant_id]).get(level.variant_id, "")
