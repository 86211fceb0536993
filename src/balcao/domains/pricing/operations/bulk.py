"""Putting back or removing many prices in a handful of statements."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from uuid import UUID

from django.db import transaction

from balcao.domains.pricing.locks import lock_prices
from balcao.domains.pricing.models import Price
from balcao.domains.pricing.values import PriceRow
from balcao.plumbing.staging import upsert


@transaction.atomic
def save_price_rows(*, store_id: int, rows: Sequence[PriceRow]) -> None:
    """Write these prices as they are, new or over what there was."""
    names = list(PriceRow.__dataclass_fields__)
    written = [{name: getattr(row, name) for name in names} for row in rows]
    for columns in written:
        columns["store_id"] = store_id
    upsert("pricing_price", written, unique=["variant_id", "currency", "store_id"])


@transaction.atomic
def delete_prices(*, store_id: int, currency: str, variant_ids: Collection[UUID]) -> None:
    """Take prices away; the variants cannot be sold until they get one again."""
    Price.objects.filter(
        store_id=store_id, currency=currency, variant_id__in=list(variant_ids)
    ).delete()


def hold_prices(*, store_id: int, currency: str, variant_ids: Collection[UUID]) -> None:
    """Keep these prices as they are until commit, so that what was read is what is changed.

    Belongs inside a transaction: whoever compares prices before setting them holds them first.
    """
    lock_prices(store_id, currency, variant_ids)
