"""Reads about who used a promotion."""

from __future__ import annotations

from dataclasses import fields
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import Count, F, Q, Sum

from balcao.domains.promotions.models import Use
from balcao.domains.promotions.values import DayOfUses, UseInfo
from balcao.plumbing.keyset import Page, cut_page, decode_cursor, within_page

INFO: Final = [field.name for field in fields(UseInfo) if field.name != "code"]


def uses_page(
    store_id: int, promotion_id: UUID, *, cursor: str | None = None, limit: int = 50
) -> Page[UseInfo]:
    """Uses of a promotion, the latest first; those given back are among them.

    :raises BadCursor: the cursor is not one of ours.
    """
    rows = Use.objects.filter(store_id=store_id, promotion=promotion_id)
    key = decode_cursor(cursor, datetime.fromisoformat, int)
    if key:
        last = min(key[1], 2**63 - 1)
        rows = rows.filter(Q(at__lt=key[0]) | Q(at=key[0], pk__lt=last))
    limit = within_page(limit)
    found: list[dict[str, Any]] = list(
        rows.order_by("-at", "-pk").values(*INFO, text=F("code__text"))[: limit + 1]
    )
    return cut_page(found, limit, key=lambda row: (row["at"].isoformat(), row["id"]), show=_use)


def uses_by_day(store_id: int, promotion_id: UUID, *, since: date) -> list[DayOfUses]:
    """Uses that were not given back and what they took off, by day of the store; oldest first."""
    rows = Use.objects.filter(store_id=store_id, promotion=promotion_id, day__gte=since)
    found = rows.filter(given_back_at=None).values("day")
    counted = found.annotate(uses=Count("pk"), amount_minor=Sum("amount_minor")).order_by("day")
    return [DayOfUses(**row) for row in counted]


def _use(row: dict[str, Any]) -> UseInfo:
    return UseInfo(code=row.pop("text") or "", **row)
