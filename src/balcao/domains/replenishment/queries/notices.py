"""Reads about who waits for what."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from balcao.domains.replenishment.models import StockNotice
from balcao.domains.replenishment.values import NoticeInfo, Telling, Wanted
from balcao.domains.stores.queries import store_by_id
from balcao.kernel.money import Money
from balcao.plumbing.keyset import Page, cut_page, decode_cursor, within_page
from balcao.plumbing.sql import run_sql_dicts


def wanted_page(store_id: int, *, cursor: str | None = None, limit: int = 50) -> Page[Wanted]:
    """Variants that shoppers wait for, the most wanted first, a page at a time; at most 200.

    :raises BadCursor: the cursor is not one of ours.
    """
    key = decode_cursor(cursor, int, UUID) or [2**31 - 1, UUID(int=2**128 - 1)]
    limit = within_page(limit)
    currency = store_by_id(store_id).currency
    rows = run_sql_dicts(
        "replenishment/wanted_page",
        store_id=store_id,
        currency=currency,
        waiting=key[0],
        id=key[1],
        limit=limit + 1,
    )
    return cut_page(
        rows,
        limit,
        key=lambda row: (row["waiting"], row["variant_id"]),
        show=lambda row: _wanted(row, currency),
    )


def notices_page(
    store_id: int, variant_id: UUID, *, cursor: str | None = None, limit: int = 50
) -> Page[NoticeInfo]:
    """Who waits for a variant, in the order in which they are told; at most 200 at a time.

    :raises BadCursor: the cursor is not one of ours.
    """
    rows = StockNotice.objects.filter(
        store_id=store_id, variant_id=variant_id, told_at__isnull=True, ended_at__isnull=True
    )
    key = decode_cursor(cursor, datetime.fromisoformat, UUID)
    if key:
        rows = rows.filter(Q(asked_at__gt=key[0]) | Q(asked_at=key[0], id__gt=key[1]))
    limit = within_page(limit)
    names = tuple(NoticeInfo.__dataclass_fields__)
    found = list(rows.order_by("asked_at", "id").values(*names)[: limit + 1])
    return cut_page(
        found,
        limit,
        key=lambda row: (row["asked_at"].isoformat(), row["id"]),
        show=lambda row: NoticeInfo(**row),
    )


def waits_for(store_id: int, variant_ids: Collection[UUID]) -> bool:
    """Whether anybody waits for one of these variants, or for a kit that they are part of."""
    rows = run_sql_dicts("replenishment/waits_for", store_id=store_id, variants=list(variant_ids))
    return bool(rows)


def telling_of(notice_id: UUID) -> Telling | None:
    """What is needed to write to a shopper; None for a notice that is gone."""
    row = StockNotice.objects.filter(pk=notice_id).first()
    if row is None:
        return None
    is_done = row.mailed_at is not None or row.ended_at is not None
    return Telling(row.pk, row.store_id, row.variant_id, row.email, row.language, is_done)


def _wanted(row: dict[str, Any], currency: str) -> Wanted:
    price = row.pop("price_minor")
    return Wanted(**row, would_bring=Money(price * row["waiting"], currency))
