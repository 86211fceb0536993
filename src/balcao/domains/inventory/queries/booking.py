"""Movements as the books of a store need them: what value came from where."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from balcao.domains.inventory.models import StockMovement
from balcao.domains.inventory.queries.settings import stock_settings
from balcao.domains.inventory.values import MovementWorth, Valuation


def worth_told(
    store_id: int,
    *,
    location_id: int,
    variant_ids: Collection[str],
    document: str,
    since: datetime,
) -> list[MovementWorth]:
    """The movements a change of stock is made of, those without a value left out.

    A movement is never earlier than what told of it, but may be later: the ledger of a level never
    goes backwards.
    """
    rows = StockMovement.objects.filter(
        store_id=store_id,
        location_id=location_id,
        variant_id__in=variant_ids,
        at__gte=since,
        document=document,
    )
    return _worth(store_id, list(rows.order_by("at", "id")))


def worth_of_movements(store_id: int, ids: Collection[UUID]) -> list[MovementWorth]:
    """Movements by their ids, those without a value left out."""
    rows = StockMovement.objects.filter(store_id=store_id, id__in=ids)
    return _worth(store_id, list(rows.order_by("at", "id")))


def _worth(store_id: int, rows: list[StockMovement]) -> list[MovementWorth]:
    by_age = stock_settings(store_id).valuation == Valuation.FIFO
    found = [
        MovementWorth(
            id=row.id,
            at=row.at,
            account=row.account,
            value_minor=row.fifo_minor if by_age else row.value_minor,
            document=row.document,
            sku=row.sku,
            actor=row.actor,
        )
        for row in rows
    ]
    return [one for one in found if one.value_minor]
