"""Reads about prices that are to change."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db.models import Count

from balcao.domains.pricing.errors import NoSuchRepricing
from balcao.domains.pricing.models import RepricedRow, Repricing, ScheduledPrice
from balcao.domains.pricing.values.changes import (
    Action,
    CompareAt,
    RepricedPrice,
    RepriceRule,
    RepricingInfo,
    ScheduledInfo,
)


def schedules_of(
    store_id: int,
    *,
    variant_ids: Collection[UUID] | None = None,
    only_waiting: bool = False,
    limit: int = 200,
) -> tuple[ScheduledInfo, ...]:
    """Scheduled prices: those that wait, the next first, then the others, the latest first."""
    names = list(ScheduledInfo.__dataclass_fields__)
    rows = ScheduledPrice.objects.filter(store_id=store_id)
    if variant_ids is not None:
        rows = rows.filter(variant_id__in=list(variant_ids))
    waiting = rows.filter(status="waiting").order_by("due_at", "id").values(*names)[:limit]
    found = [ScheduledInfo(**row) for row in waiting]
    if not only_waiting:
        over = rows.exclude(status="waiting").order_by("-due_at", "id").values(*names)
        found += [ScheduledInfo(**row) for row in over[: limit - len(found)]]
    return tuple(found)


def repricings_of(store_id: int, *, limit: int = 50) -> tuple[RepricingInfo, ...]:
    """The latest repricings of a store."""
    rows = Repricing.objects.filter(store_id=store_id).order_by("-id")
    return tuple(_info(row, ()) for row in rows[:limit])


def repricing_by_id(store_id: int, repricing_id: UUID) -> RepricingInfo:
    """One repricing, with how many rows came to what.

    :raises NoSuchRepricing: there is none in this store.
    """
    row = Repricing.objects.filter(store_id=store_id, pk=repricing_id).first()
    if row is None:
        raise NoSuchRepricing
    counted = row.rows.values_list("outcome").annotate(count=Count("id")).order_by("outcome")
    return _info(row, tuple(counted))


def repriced_rows(
    repricing_id: UUID, *, outcome: str = "", after: UUID | None = None, limit: int = 100
) -> tuple[RepricedPrice, ...]:
    """The rows of a repricing in the order of variants."""
    rows = RepricedRow.objects.filter(repricing_id=repricing_id)
    if outcome:
        rows = rows.filter(outcome=outcome)
    if after:
        rows = rows.filter(variant_id__gt=after)
    names = list(RepricedPrice.__dataclass_fields__)
    return tuple(RepricedPrice(**row) for row in rows.order_by("variant_id").values(*names)[:limit])


def rule_of(document: dict[str, Any]) -> RepriceRule:
    """A rule as it was kept."""
    return RepriceRule(
        category_id=_uuid(document.get("category_id")),
        collection_id=_uuid(document.get("collection_id")),
        brand=document["brand"],
        tag=document["tag"],
        product_ids=tuple(UUID(one) for one in document["product_ids"]),
        margin_below_ppm=document.get("margin_below_ppm"),
        action=Action(document["action"]),
        value=document["value"],
        rounding=document["rounding"],
        compare_at=CompareAt(document["compare_at"]),
        guard_ppm=document["guard_ppm"],
        skip_below=document["skip_below"],
    )


def _uuid(text: str | None) -> UUID | None:
    return UUID(text) if text else None


def _info(row: Repricing, outcomes: tuple[tuple[str, int], ...]) -> RepricingInfo:
    return RepricingInfo(
        id=row.id,
        currency=row.currency,
        rule=rule_of(row.rule),
        status=row.status,
        total=row.total,
        below=row.below,
        costless=row.costless,
        done=row.done,
        actor=row.actor,
        created_at=row.created_at,
        applied_at=row.applied_at,
        undone_at=row.undone_at,
        outcomes=outcomes,
    )
