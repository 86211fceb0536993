"""What lies in which bin, and what waits to be put away."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from balcao.domains.catalog.queries import skus_of
from balcao.domains.inventory.errors import NoSuchBin
from balcao.domains.inventory.models import Bin, BinStock
from balcao.domains.inventory.rules.bins import bin_code
from balcao.domains.inventory.values import BinInfo, BinLine, Waiting
from balcao.plumbing.keyset import Page, cut_page, decode_cursor, within_page
from balcao.plumbing.sql import run_sql_dicts


def bins_page(
    store_id: int, *, location_id: int | None = None, cursor: str | None = None, limit: int = 50
) -> Page[BinInfo]:
    """The bins of a store or of one place, by code, a page at a time; at most 200.

    :raises BadCursor: the cursor is not one of ours.
    """
    rows = _bins(store_id).filter(is_active=True)
    if location_id is not None:
        rows = rows.filter(location=location_id)
    key = decode_cursor(cursor, str, int)
    if key:
        rows = rows.filter(code__gte=key[0]).exclude(code=key[0], pk__lte=key[1])
    limit = within_page(limit)
    found = list(rows.order_by("code", "pk")[: limit + 1])
    return cut_page(found, limit, key=lambda row: (row.code, row.pk), show=bin_info)


def bins_by_code(store_id: int, code: str) -> list[BinInfo]:
    """The bins with a code; places may use the same one."""
    rows = _bins(store_id).filter(code=code, is_active=True)
    return [bin_info(row) for row in rows.order_by("location__priority", "location_id")]


def bin_of(store_id: int, location_id: int, code: str) -> BinInfo:
    """One bin.

    :raises NoSuchBin: there is none with this code here.
    :raises BadBin: this cannot be the code of a bin.
    """
    known = bin_code(code)
    row = _bins(store_id).filter(location=location_id, code=known).first()
    if row is None:
        raise NoSuchBin(f"There is no bin {known} at this location.", bin=known)
    return bin_info(row)


def in_bin(store_id: int, location_id: int, code: str) -> list[BinLine]:
    """What lies in a bin, by SKU."""
    rows = BinStock.objects.filter(
        store_id=store_id, bin__location=location_id, bin__code=code
    ).select_related("level", "bin")
    found = list(rows)
    skus = skus_of([row.level.variant_id for row in found])
    lines = [
        BinLine(row.level.variant_id, skus[row.level.variant_id], location_id, code, row.quantity)
        for row in found
    ]
    return sorted(lines, key=lambda line: line.sku)


def waiting_at(store_id: int, location_id: int, *, limit: int = 50) -> list[Waiting]:
    """What lies in no bin of a place, the most units first."""
    rows = run_sql_dicts(
        "inventory/waiting", store_id=store_id, location_id=location_id, limit=limit
    )
    return [Waiting(**row) for row in rows]


def bin_info(row: Any) -> BinInfo:
    """A bin as others see it."""
    return BinInfo(
        row.code, row.location_id, row.location.name, row.units, row.variants, row.is_active
    )


def _bins(store_id: int) -> QuerySet[Any]:
    lying = BinStock.objects.filter(bin=OuterRef("pk"))
    counted = lying.values("bin").annotate(n=Count("pk")).values("n")
    return (
        Bin.objects.filter(store_id=store_id)
        .select_related("location")
        .annotate(
            units=_sum_of(lying, "bin"),
            variants=Coalesce(Subquery(counted, output_field=IntegerField()), Value(0)),
        )
    )


def _sum_of(rows: QuerySet[BinStock], by: str) -> Coalesce:
    total = rows.values(by).annotate(n=Sum("quantity")).values("n")
    return Coalesce(Subquery(total, output_field=IntegerField()), Value(0))
