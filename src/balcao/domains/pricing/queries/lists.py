"""Reads about price lists."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from uuid import UUID

from django.db.models import Count, Q

from balcao.domains.catalog.queries import skus_of
from balcao.domains.pricing.errors import NoSuchPriceList
from balcao.domains.pricing.models import ListPrice, PriceList
from balcao.domains.pricing.rules.sheets import ENTRY_COLUMNS, write_entries
from balcao.domains.pricing.values.lists import (
    ListEntry,
    ListKind,
    PriceListHead,
    PriceListInfo,
    Tier,
)
from balcao.kernel.window import Window
from balcao.plumbing.keyset import Page, cut_page, decode_cursor, within_page


def lists_of(store_id: int) -> tuple[PriceListHead, ...]:
    """The active lists of a store, past and future ones too; keep them per revision."""
    rows = PriceList.objects.filter(store_id=store_id, is_active=True).order_by("id")
    return tuple(_head(row) for row in rows)


def tiers_of(
    variant_ids: Collection[UUID], list_ids: Collection[UUID]
) -> Mapping[UUID, Mapping[UUID, Sequence[Tier]]]:
    """The entries of these variants in these lists: variant, then list, then tiers."""
    rows = ListPrice.objects.filter(variant_id__in=variant_ids, list_id__in=list_ids)
    found: dict[UUID, dict[UUID, list[Tier]]] = {}
    for row in rows.order_by("variant_id", "list_id", "min_quantity"):
        tier = Tier(row.min_quantity, row.amount_minor, row.compare_at_minor)
        found.setdefault(row.variant_id, {}).setdefault(row.list_id, []).append(tier)
    return found


def all_lists(store_id: int) -> tuple[PriceListInfo, ...]:
    """Every list of a store, the highest priority first, with the number of its entries."""
    rows = PriceList.objects.filter(store_id=store_id).annotate(count=Count("entries"))
    return tuple(_info(row, row.count) for row in rows.order_by("-priority", "name"))


def list_by_id(store_id: int, list_id: UUID) -> PriceListInfo:
    """One list.

    :raises NoSuchPriceList: there is none in this store.
    """
    row = PriceList.objects.filter(store_id=store_id, pk=list_id).first()
    if row is None:
        raise NoSuchPriceList
    return _info(row, row.entries.count())


def entries_of(
    list_id: UUID, *, limit: int = 1000, after: tuple[UUID, int] | None = None
) -> tuple[ListEntry, ...]:
    """The entries of a list in the order of variants and quantities."""
    rows = ListPrice.objects.filter(list_id=list_id)
    if after:
        rows = rows.filter(variant_id__gte=after[0]).exclude(
            variant_id=after[0], min_quantity__lte=after[1]
        )
    names = list(ListEntry.__dataclass_fields__)
    ordered = rows.order_by("variant_id", "min_quantity").values(*names)
    return tuple(ListEntry(**row) for row in ordered[:limit])


def entries_page(
    list_id: UUID,
    *,
    variant_ids: Collection[UUID] | None = None,
    cursor: str | None = None,
    limit: int = 100,
) -> Page[ListEntry]:
    """A page of entries in the order of variants and quantities, of some variants or of all.

    :raises BadCursor: the cursor is not one of ours.
    """
    limit, after = within_page(limit), decode_cursor(cursor, UUID, int)
    rows = ListPrice.objects.filter(list_id=list_id)
    if variant_ids is not None:
        rows = rows.filter(variant_id__in=list(variant_ids))
    if after:
        rows = rows.filter(
            Q(variant_id__gt=after[0]) | Q(variant_id=after[0], min_quantity__gt=after[1])
        )
    names = list(ListEntry.__dataclass_fields__)
    found = rows.order_by("variant_id", "min_quantity").values(*names)[: limit + 1]
    return cut_page(
        [ListEntry(**row) for row in found],
        limit,
        key=lambda one: (one.variant_id, one.min_quantity),
        show=lambda one: one,
    )


def export_entries(store_id: int, list_id: UUID) -> Iterator[str]:
    """All entries of a list as CSV, a thousand at a time, decimals with a point.

    :raises NoSuchPriceList: there is none in this store.
    """
    found = list_by_id(store_id, list_id)
    return _parts(found)


def _parts(found: PriceListInfo) -> Iterator[str]:
    yield ";".join(ENTRY_COLUMNS) + "\r\n"
    after: tuple[UUID, int] | None = None
    while some := entries_of(found.id, limit=1000, after=after):
        skus = skus_of([one.variant_id for one in some])
        yield write_entries(
            ((skus[one.variant_id], one) for one in some if one.variant_id in skus),
            found.currency,
        )
        after = (some[-1].variant_id, some[-1].min_quantity)


def _head(row: PriceList) -> PriceListHead:
    return PriceListHead(
        id=row.id,
        name=row.name,
        currency=row.currency,
        groups=frozenset(row.groups),
        window=Window(row.starts_at, row.ends_at),
        priority=row.priority,
        kind=ListKind(row.kind),
        off_ppm=row.off_ppm,
        min_quantity=row.min_quantity,
        rounding=row.rounding,
    )


def _info(row: PriceList, entries: int) -> PriceListInfo:
    return PriceListInfo(
        id=row.id,
        name=row.name,
        currency=row.currency,
        groups=tuple(row.groups),
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        priority=row.priority,
        kind=ListKind(row.kind),
        off_ppm=row.off_ppm,
        min_quantity=row.min_quantity,
        rounding=row.rounding,
        source_currency=row.source_currency,
        is_active=row.is_active,
        version=row.version,
        entries=entries,
    )
