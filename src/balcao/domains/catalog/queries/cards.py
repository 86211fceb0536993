"""Variants as they are seen by who holds them: found by id, by code, or by name."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from uuid import UUID

from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, NullIf

from balcao.domains.catalog.errors import NoSuchVariant
from balcao.domains.catalog.models import Media, Variant
from balcao.domains.catalog.values import VariantCard


def variant_card(store_id: int, variant_id: UUID) -> VariantCard:
    """One variant as it is seen by who holds it.

    :raises NoSuchVariant: there is none with this id in this store.
    """
    found = _cards(Variant.objects.filter(store_id=store_id, pk=variant_id))
    if not found:
        raise NoSuchVariant(id=str(variant_id))
    return found[0]


def variant_cards(store_id: int, variant_ids: Collection[UUID]) -> Mapping[UUID, VariantCard]:
    """Some variants as they are seen by who holds them; those that are gone are left out."""
    rows = Variant.objects.filter(store_id=store_id, pk__in=list(variant_ids))
    return {card.id: card for card in _cards(rows)}


def variants_by_code(store_id: int, codes: Collection[str]) -> list[VariantCard]:
    """The variants whose barcode or SKU is one of these codes, by SKU."""
    rows = Variant.objects.filter(store_id=store_id)
    return _cards(rows.filter(Q(barcode__in=list(codes)) | Q(sku__in=list(codes))))


def find_variants(store_id: int, text: str, *, limit: int = 20) -> list[VariantCard]:
    """Variants whose SKU, barcode or product's title has this text; none for an empty text."""
    if not text.strip():
        return []
    words = text.strip()
    rows = Variant.objects.filter(store_id=store_id).filter(
        Q(sku__icontains=words) | Q(barcode=words) | Q(product__title__icontains=words)
    )
    return _cards(rows, limit)


def barcode_twins(store_id: int, product_id: UUID) -> Mapping[str, tuple[str, ...]]:
    """The SKUs of other variants that have a barcode of this product's, by barcode."""
    mine = Variant.objects.filter(store_id=store_id, product_id=product_id).exclude(barcode="")
    known = dict(mine.values_list("sku", "barcode"))
    rows = Variant.objects.filter(store_id=store_id, barcode__in=set(known.values()))
    bearers: dict[str, list[str]] = {}
    for sku, barcode in rows.values_list("sku", "barcode").order_by("sku"):
        bearers.setdefault(barcode, []).append(sku)
    return {code: tuple(skus) for code, skus in bearers.items() if len(skus) > 1}


def _cards(rows: QuerySet[Variant], limit: int = 200) -> list[VariantCard]:
    first = Media.objects.filter(product=OuterRef("product")).order_by("position", "id")
    found = rows.annotate(
        picture=Coalesce(NullIf("image", Value("")), Subquery(first.values("src")[:1]), Value("")),
        title=F("product__title"),
        product_version=F("product__version"),
    ).order_by("sku", "id")[:limit]
    return [
        VariantCard(
            id=row.pk,
            product_id=row.product_id,
            title=row.title,
            options=" / ".join(row.option_values),
            sku=row.sku,
            barcode=row.barcode,
            picture=row.picture,
            product_version=row.product_version,
        )
        for row in found
    ]
