"""Reads about promotions."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import fields
from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db.models import Q

from balcao.domains.promotions.errors import NoSuchPromotion
from balcao.domains.promotions.models import Promotion as Row
from balcao.domains.promotions.rules import check_rule, fits_way_to_pay
from balcao.domains.promotions.states import NEXT
from balcao.domains.promotions.values import (
    Left,
    Promotion,
    PromotionDraft,
    PromotionInfo,
    PromotionState,
)
from balcao.plumbing.keyset import Page, cut_page, decode_cursor, within_page
from balcao.plumbing.sql import run_sql_dicts

AHEAD: Final = timedelta(days=1)
INFO: Final = [field.name for field in fields(PromotionInfo)]


def active_promotions(store_id: int, now: datetime) -> tuple[Promotion, ...]:
    """Promotions that are switched on and valid at some moment of the day to come.

    Made to be kept in memory under the revision of the store's rules, for less than a day. Those
    with the highest priority come first.
    """
    rows = Row.objects.filter(store_id=store_id, status=PromotionState.ACTIVE.value)
    rows = rows.filter(Q(starts_at__isnull=True) | Q(starts_at__lt=now + AHEAD))
    rows = rows.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=now))
    return tuple(_rule(row) for row in rows.order_by("-priority", "id"))


def ways_allowed(
    store_id: int, promotion_ids: Collection[UUID], ways: Collection[str]
) -> frozenset[str]:
    """Of these ways to pay, those that all of these promotions allow as they stand today."""
    rows = Row.objects.filter(store_id=store_id, pk__in=promotion_ids)
    rules = list(rows.values_list("rule", flat=True)) if promotion_ids else []
    return frozenset(way for way in ways if all(fits_way_to_pay(rule, way) for rule in rules))


def lefts_of(
    store_id: int, promotion_ids: Collection[str], shopper: str, day: date
) -> Mapping[str, Left]:
    """What is left of limits, by promotion; those without any limit are not in it.

    ``shopper`` is a mail address in lower case, empty while unknown; ``day`` is the store's.
    """
    if not promotion_ids:
        return {}
    found = run_sql_dicts(
        "promotions/lefts",
        store_id=store_id,
        ids=[UUID(one) for one in promotion_ids],
        shopper=shopper,
        day=day,
    )
    return {row.pop("id"): Left(**row) for row in found}


def promotion_by_id(store_id: int, promotion_id: UUID) -> PromotionInfo:
    """One promotion.

    :raises NoSuchPromotion: there is none with this id in this store.
    """
    found = Row.objects.filter(store_id=store_id, pk=promotion_id).values(*INFO).first()
    if found is None:
        raise NoSuchPromotion(id=str(promotion_id))
    return PromotionInfo(**found)


def next_states(state: PromotionState) -> frozenset[PromotionState]:
    """What a promotion in a state can become."""
    return NEXT[state]


def drafted(draft: PromotionDraft, promotion_id: str) -> Promotion:
    """A promotion that is not stored, or not so, ready to be tried on a cart.

    :raises BadRule: its rule cannot be understood; the findings say where and why.
    """
    return Promotion(
        id=promotion_id,
        name=draft.name,
        rule=check_rule(draft.rule, currency=draft.currency),
        currency=draft.currency,
        priority=draft.priority,
        starts_at=draft.starts_at,
        ends_at=draft.ends_at,
        needs_code=draft.needs_code,
    )


def promotions_page(
    store_id: int,
    *,
    states: Collection[PromotionState] = (),
    search: str = "",
    cursor: str | None = None,
    limit: int = 50,
) -> Page[PromotionInfo]:
    """Promotions, the latest first; of some states, with some words in their name.

    :raises BadCursor: the cursor is not one of ours.
    """
    rows = Row.objects.filter(store_id=store_id)
    if states:
        rows = rows.filter(status__in=[state.value for state in states])
    if search:
        rows = rows.filter(name__icontains=search)
    key = decode_cursor(cursor, datetime.fromisoformat, UUID)
    if key:
        rows = rows.filter(Q(created_at__lt=key[0]) | Q(created_at=key[0], pk__lt=key[1]))
    limit = within_page(limit)
    found: list[dict[str, Any]] = list(
        rows.order_by("-created_at", "-id").values(*INFO)[: limit + 1]
    )
    return cut_page(
        found,
        limit,
        key=lambda row: (row["created_at"].isoformat(), row["id"]),
        show=lambda row: PromotionInfo(**row),
    )


def _rule(row: Row) -> Promotion:
    return Promotion(
        id=str(row.pk),
        name=row.name,
        rule=row.rule,
        currency=row.currency,
        priority=row.priority,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        needs_code=row.needs_code,
        is_limited=any(limit is not None for limit in _limits(row)),
    )


def _limits(row: Row) -> tuple[int | None, ...]:
    return row.uses_limit, row.per_shopper_limit, row.per_day_limit, row.budget_minor
