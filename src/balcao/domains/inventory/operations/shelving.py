"""Making bins, and putting goods into them. On-hand stays what it is; each move is written down."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max, Sum

from balcao.domains.catalog.queries import skus_of
from balcao.domains.inventory.errors import (
    BadQuantity,
    NoSuchBin,
    NoSuchLocation,
    NotInBin,
    StillStocked,
)
from balcao.domains.inventory.locks import lock_levels_of
from balcao.domains.inventory.models import Bin, BinMove, BinStock, Location, StockLevel
from balcao.domains.inventory.rules.bins import bin_code, expand_codes

LONGEST_NOTE = 300


@transaction.atomic
def create_bins(*, store_id: int, location_id: int, codes: str) -> list[str]:
    """Make the bins of a pattern such as ``A-[01-12]-[1-4]``; returns all of its codes.

    Bins that exist stay as they are; one that was retired is used again. New ones are picked after
    those that are there, in the order given.

    :raises BadBin: the pattern cannot be understood, or means too many.
    :raises NoSuchLocation: no such place in this store.
    """
    wanted = expand_codes(codes)
    if not Location.objects.filter(pk=location_id, store_id=store_id).exists():
        raise NoSuchLocation(location_id=location_id)
    there = Bin.objects.filter(store_id=store_id, location=location_id)
    for retired in there.filter(code__in=wanted, is_active=False):
        retired.is_active = True
        retired.save(update_fields=["is_active"])
    last = there.aggregate(last=Max("position"))["last"] or 0
    rows = [
        Bin(store_id=store_id, location_id=location_id, code=code, position=last + at)
        for at, code in enumerate(wanted, start=1)
    ]
    Bin.objects.bulk_create(rows, ignore_conflicts=True)
    return wanted


@transaction.atomic
def retire_bin(*, store_id: int, location_id: int, code: str) -> None:
    """Use a bin no more; repeating does nothing.

    :raises NoSuchBin: there is none with this code here.
    :raises StillStocked: something lies in it.
    """
    row = _bin(store_id, location_id, code, active=False)
    if BinStock.objects.filter(bin=row).exists():
        raise StillStocked("Something lies in this bin. Move it elsewhere first.", bin=row.code)
    row.is_active = False
    row.save(update_fields=["is_active"])


def put_away(
    *,
    store_id: int,
    location_id: int,
    variant_id: UUID,
    to_bin: str,
    quantity: int,
    actor: str,
    now: datetime,
    note: str = "",
) -> int:
    """Units that lay in no bin are in this one now; returns how many of the variant lie in it.

    :raises BadQuantity: not a positive number of units.
    :raises NoSuchBin: there is none with this code here, or it is retired.
    :raises NotInBin: not so many wait to be put away; ``units`` says how many do.
    """
    move = BinMove(note=note, actor=actor, at=now, quantity=quantity, to_bin=to_bin)
    return _move(move, store_id, location_id, variant_id)


def take_off_shelf(
    *,
    store_id: int,
    location_id: int,
    variant_id: UUID,
    from_bin: str,
    quantity: int,
    actor: str,
    now: datetime,
    note: str = "",
) -> int:
    """Units of this bin wait to be put away again; returns how many are left in it.

    :raises BadQuantity: not a positive number of units.
    :raises NoSuchBin: there is none with this code here.
    :raises NotInBin: not so many lie in it; ``units`` says how many do.
    """
    move = BinMove(note=note, actor=actor, at=now, quantity=quantity, from_bin=from_bin)
    return _move(move, store_id, location_id, variant_id)


def move_between_bins(
    *,
    store_id: int,
    location_id: int,
    variant_id: UUID,
    from_bin: str,
    to_bin: str,
    quantity: int,
    actor: str,
    now: datetime,
    note: str = "",
) -> int:
    """Units went from one bin of a place to another; returns how many lie in the latter.

    :raises BadQuantity: not a positive number of units, or both bins are the same.
    :raises NoSuchBin: there is none with this code here, or the latter is retired.
    :raises NotInBin: not so many lie in the first; ``units`` says how many do.
    """
    move = BinMove(
        note=note, actor=actor, at=now, quantity=quantity, from_bin=from_bin, to_bin=to_bin
    )
    return _move(move, store_id, location_id, variant_id)


@transaction.atomic
def _move(move: BinMove, store_id: int, location_id: int, variant_id: UUID) -> int:
    if move.quantity <= 0:
        raise BadQuantity("At least one unit is moved.", field="quantity")
    source = _bin(store_id, location_id, move.from_bin, active=False) if move.from_bin else None
    target = _bin(store_id, location_id, move.to_bin, active=True) if move.to_bin else None
    if source == target:
        raise BadQuantity("Goods move between two different bins.", field="to_bin")
    level = lock_levels_of(location_id, [variant_id]).get(variant_id)
    if level is None or level.store_id != store_id:
        raise NotInBin("Nothing of this lies at this location.", units=0)
    left = _take(level, source, move.quantity)
    there = _put(level, target, move.quantity) if target else left
    move.store_id, move.location_id, move.variant_id = store_id, location_id, variant_id
    move.sku = skus_of([variant_id])[variant_id]
    move.from_bin = source.code if source else ""
    move.to_bin = target.code if target else ""
    move.note = move.note[:LONGEST_NOTE]
    move.save(force_insert=True)
    return there


def _bin(store_id: int, location_id: int, code: str, *, active: bool) -> Bin:
    known = bin_code(code)
    row = Bin.objects.filter(store_id=store_id, location=location_id, code=known).first()
    if row is None or (active and not row.is_active):
        raise NoSuchBin(f"There is no bin {known} at this location.", bin=known)
    return row


def _take(level: StockLevel, source: Bin | None, units: int) -> int:
    """Take units of a locked level out of a bin, or off those in no bin; returns what is left."""
    rows = BinStock.objects.filter(level=level)
    if source is None:
        waiting = level.on_hand - (rows.aggregate(all=Sum("quantity"))["all"] or 0)
        if waiting < units:
            raise NotInBin(f"Only {waiting} wait to be put away here.", units=waiting)
        return waiting - units
    row = rows.filter(bin=source).first()
    lying = row.quantity if row else 0
    if row is None or lying < units:
        raise NotInBin(f"Only {lying} lie in bin {source.code}.", units=lying, bin=source.code)
    row.quantity -= units
    if row.quantity:
        row.save(update_fields=["quantity"])
    else:
        row.delete()
    return lying - units


def _put(level: StockLevel, target: Bin, units: int) -> int:
    row, is_new = BinStock.objects.get_or_create(
        level=level, bin=target, defaults={"store_id": level.store_id, "quantity": units}
    )
    if not is_new:
        row.quantity += units
        row.save(update_fields=["quantity"])
    return row.quantity
