"""Reads about suppliers and what they offer."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
from django.db.models import Count, Q, QuerySet

from balcao.domains.catalog.queries import facts_of
from balcao.domains.purchasing.errors import NoSuchSupplier
from balcao.domains.purchasing.models import BuyingPolicy as PolicyRow
from balcao.domains.purchasing.models import Supplier, SupplierItem, SupplierPrice
from balcao.domains.purchasing.values.suppliers import (
    Break,
    BuyingPolicy,
    ItemInfo,
    Offer,
    PriceInfo,
    SupplierInfo,
)
from balcao.domains.stores.queries import store_by_id
from balcao.kernel.money import Money
from balcao.plumbing.keyset import Page, cut_page, decode_cursor, within_page
from balcao.plumbing.sql import run_sql_dicts


def policy_of(store_id: int) -> BuyingPolicy:
    """How a store buys; where nobody said so, somebody else always approves, nothing is tolerated.

    :raises NoSuchStore: there is no such store.
    """
    currency = store_by_id(store_id).currency
    row = PolicyRow.objects.filter(store_id=store_id).first()
    if row is None:
        return BuyingPolicy(Money.zero(currency), 0)
    return BuyingPolicy(Money(row.self_approval_minor, currency), row.tolerance_percent)


def suppliers_page(
    store_id: int,
    *,
    text: str = "",
    only_active: bool = False,
    cursor: str | None = None,
    limit: int = 50,
) -> Page[SupplierInfo]:
    """Suppliers by name, a page at a time; ``text`` finds codes and parts of names.

    :raises BadCursor: the cursor is not one of ours.
    """
    rows = _counted().filter(store_id=store_id)
    if only_active:
        rows = rows.filter(is_active=True)
    if text.strip():
        rows = rows.filter(Q(name__icontains=text.strip()) | Q(code__icontains=text.strip()))
    key = decode_cursor(cursor, str, UUID)
    if key:
        rows = rows.filter(Q(name__gt=key[0]) | Q(name=key[0], pk__gt=key[1]))
    limit = within_page(limit)
    found = list(rows.order_by("name", "pk")[: limit + 1])
    return cut_page(found, limit, key=lambda row: (row.name, row.pk), show=_supplier)


def supplier_by_id(supplier_id: UUID) -> SupplierInfo:
    """One supplier.

    :raises NoSuchSupplier: there is none with this id.
    """
    row = _counted().filter(pk=supplier_id).first()
    if row is None:
        raise NoSuchSupplier(id=str(supplier_id))
    return _supplier(row)


def items_page(
    supplier_id: UUID,
    *,
    now: datetime,
    text: str = "",
    cursor: str | None = None,
    limit: int = 50,
) -> Page[ItemInfo]:
    """What a supplier offers, by its own code, with the prices that are valid now.

    :raises NoSuchSupplier: there is none with this id.
    :raises BadCursor: the cursor is not one of ours.
    """
    store_id = supplier_by_id(supplier_id).store_id
    rows = SupplierItem.objects.filter(supplier=supplier_id)
    if text.strip():
        rows = rows.filter(supplier_sku__icontains=text.strip())
    key = decode_cursor(cursor, str, int)
    if key:
        rows = rows.filter(Q(supplier_sku__gt=key[0]) | Q(supplier_sku=key[0], pk__gt=key[1]))
    limit = within_page(limit)
    found = list(rows.order_by("supplier_sku", "pk")[: limit + 1])
    shown = _shown(store_id, found, now)
    return cut_page(
        found, limit, key=lambda row: (row.supplier_sku, row.pk), show=lambda row: shown[row.pk]
    )


def items_of(supplier_id: UUID, variant_ids: Collection[UUID], *, now: datetime) -> list[ItemInfo]:
    """What a supplier offers of some variants."""
    rows = list(SupplierItem.objects.filter(supplier=supplier_id, variant_id__in=list(variant_ids)))
    shown = _shown(rows[0].store_id, rows, now) if rows else {}
    return [shown[row.pk] for row in rows]


def prices_of(item_id: int, *, limit: int = 50) -> list[PriceInfo]:
    """All price lists an item has ever had, latest first."""
    rows = SupplierPrice.objects.filter(item=item_id).order_by("-valid_from", "-pk")
    return [price_info(row) for row in rows[:limit]]


def offers_of(
    store_id: int,
    variant_ids: Collection[UUID],
    *,
    now: datetime,
    supplier_id: UUID | None = None,
) -> Mapping[UUID, list[Offer]]:
    """Who sells these variants to us now and how, per variant; the preferred supplier first.

    Suppliers and items that are not active, and items without a price, are left out.
    """
    rows = run_sql_dicts(
        "purchasing/offers",
        store_id=store_id,
        variants=list(variant_ids),
        supplier=supplier_id,
        now=now,
    )
    found: dict[UUID, list[Offer]] = {}
    for row in rows:
        found.setdefault(row["variant_id"], []).append(_offer(row))
    return found


def price_info(row: SupplierPrice) -> PriceInfo:
    """A price list as other rooms see it."""
    return PriceInfo(row.valid_from, row.currency, _breaks(row.breaks), row.source)


def prices_now(item_ids: Collection[int], now: datetime) -> dict[int, PriceInfo]:
    """The price lists that are valid at a moment, by item."""
    rows = SupplierPrice.objects.filter(item__in=list(item_ids), valid_from__lte=now)
    latest = rows.order_by("item", "-valid_from", "-pk").distinct("item")
    return {row.item_id: price_info(row) for row in latest}


def _shown(store_id: int, rows: list[SupplierItem], now: datetime) -> dict[int, ItemInfo]:
    facts = facts_of(store_id, [row.variant_id for row in rows])
    prices = prices_now([row.pk for row in rows], now)
    found = {}
    for row in rows:
        about = facts.get(row.variant_id)
        found[row.pk] = ItemInfo(
            id=row.pk,
            supplier_id=row.supplier_id,
            variant_id=row.variant_id,
            sku=about.sku if about else "",
            title=about.title if about else "(gone)",
            supplier_sku=row.supplier_sku,
            units_per_pack=row.units_per_pack,
            minimum_quantity=row.minimum_quantity,
            lead_time_days=row.lead_time_days,
            is_preferred=row.is_preferred,
            is_active=row.is_active,
            price=prices.get(row.pk),
        )
    return found


def _offer(row: dict[str, Any]) -> Offer:
    minimum = Money(row.pop("minimum_minor"), row["currency"])
    breaks = _breaks(orjson.loads(row["breaks"]))
    return Offer(**{**row, "breaks": breaks, "minimum_order": minimum})


def _breaks(stored: list[list[int]]) -> tuple[Break, ...]:
    return tuple(Break(*one) for one in stored)


def _counted() -> QuerySet[Any]:
    active = Count("items", filter=Q(items__is_active=True))
    return Supplier.objects.annotate(item_count=active)


def _supplier(row: Any) -> SupplierInfo:
    return SupplierInfo(
        id=row.pk,
        store_id=row.store_id,
        code=row.code,
        name=row.name,
        currency=row.currency,
        email=row.email,
        phone=row.phone,
        language=row.language,
        country=row.country,
        address=row.address,
        tax_id=row.tax_id,
        payment_days=row.payment_days,
        payment_terms=row.payment_terms,
        lead_time_days=row.lead_time_days,
        minimum=Money(row.minimum_minor, row.currency),
        note=row.note,
        is_active=row.is_active,
        version=row.version,
        items=row.item_count,
    )
