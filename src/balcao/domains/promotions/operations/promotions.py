"""Promotions: written down, switched on and off, ended."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from balcao.domains.pricing.operations import rules_changed
from balcao.domains.promotions.errors import BadPromotion, PromotionChanged, WrongPromotionState
from balcao.domains.promotions.locks import lock_promotion
from balcao.domains.promotions.models import Promotion
from balcao.domains.promotions.operations.limits import check_limits, keep_limits
from balcao.domains.promotions.rules import check_rule
from balcao.domains.promotions.states import check_move
from balcao.domains.promotions.values import PromotionDraft, PromotionState

LONGEST_NAME: Final = 120
PRIORITIES: Final = range(-1_000_000, 1_000_001)


@transaction.atomic
def create_promotion(*, store_id: int, draft: PromotionDraft, now: datetime) -> UUID:
    """Write down a promotion as a draft, which applies to nothing yet; returns its id.

    :raises BadPromotion: its name, period, currency, priority or a limit cannot be accepted.
    :raises BadRule: its rule cannot be understood; the findings say where and why.
    """
    columns = _columns(draft)
    row = Promotion.objects.create(store_id=store_id, created_at=now, updated_at=now, **columns)
    rules_changed(store_id=store_id)
    return row.pk


@transaction.atomic
def change_promotion(
    *,
    store_id: int,
    promotion_id: UUID,
    draft: PromotionDraft,
    now: datetime,
    expected_version: int | None = None,
) -> None:
    """Replace what a promotion says; one that is on is changed from the next cart on.

    :raises NoSuchPromotion: there is none with this id.
    :raises PromotionChanged: somebody else changed it since ``expected_version``.
    :raises WrongPromotionState: it has ended.
    :raises BadPromotion: its name, period, currency, priority or a limit cannot be accepted.
    :raises BadRule: its rule cannot be understood; the findings say where and why.
    :raises LimitBelowUses: it was used more often, or for more, than a limit would allow.
    """
    row = lock_promotion(store_id, promotion_id)
    _check_version(row, expected_version)
    if row.status == PromotionState.ENDED:
        raise WrongPromotionState("It has ended; make another one.", state=row.status)
    columns = _columns(draft)
    keep_limits(row, draft)
    _write(row, now, **columns)
    rules_changed(store_id=store_id)


@transaction.atomic
def activate_promotion(
    *, store_id: int, promotion_id: UUID, now: datetime, expected_version: int | None = None
) -> None:
    """Switch a promotion on: it applies within its period.

    :raises NoSuchPromotion: there is none with this id.
    :raises PromotionChanged: somebody else changed it since ``expected_version``.
    :raises WrongPromotionState: it is on already, or has ended.
    :raises BadPromotion: its period is over.
    :raises BadRule: its rule is not understood any more.
    """
    row = lock_promotion(store_id, promotion_id)
    if row.ends_at is not None and row.ends_at <= now:
        raise BadPromotion("Its period is over; set a later end first.", field="ends_at")
    check_rule(row.rule, currency=row.currency)
    _move(row, PromotionState.ACTIVE, now, expected_version)


@transaction.atomic
def pause_promotion(
    *, store_id: int, promotion_id: UUID, now: datetime, expected_version: int | None = None
) -> None:
    """Switch a promotion off for a while.

    :raises NoSuchPromotion: there is none with this id.
    :raises PromotionChanged: somebody else changed it since ``expected_version``.
    :raises WrongPromotionState: it is not on.
    """
    row = lock_promotion(store_id, promotion_id)
    _move(row, PromotionState.PAUSED, now, expected_version)


@transaction.atomic
def end_promotion(
    *, store_id: int, promotion_id: UUID, now: datetime, expected_version: int | None = None
) -> None:
    """Switch a promotion off for good; what it gave stays given.

    :raises NoSuchPromotion: there is none with this id.
    :raises PromotionChanged: somebody else changed it since ``expected_version``.
    :raises WrongPromotionState: it has ended already.
    """
    row = lock_promotion(store_id, promotion_id)
    _move(row, PromotionState.ENDED, now, expected_version)


def _move(row: Promotion, to: PromotionState, now: datetime, expected: int | None) -> None:
    _check_version(row, expected)
    check_move(PromotionState(row.status), to)
    _write(row, now, status=to.value)
    rules_changed(store_id=row.store_id)


def _write(row: Promotion, now: datetime, **columns: Any) -> None:
    """Never the counters: a purchase may have counted since the row was read elsewhere."""
    for name, value in columns.items():
        setattr(row, name, value)
    row.version += 1
    row.updated_at = now
    row.save(update_fields=[*columns, "version", "updated_at"])


def _check_version(row: Promotion, expected: int | None) -> None:
    if expected is not None and row.version != expected:
        raise PromotionChanged(version=row.version)


def _columns(draft: PromotionDraft) -> dict[str, Any]:
    name = draft.name.strip()
    if not 0 < len(name) <= LONGEST_NAME:
        raise BadPromotion(f"A name has 1 to {LONGEST_NAME} characters.", field="name")
    currency = draft.currency
    if currency and not (len(currency) == 3 and currency.isascii() and currency.isupper()):
        raise BadPromotion("A currency is an ISO 4217 code such as BRL.", field="currency")
    if draft.priority not in PRIORITIES:
        raise BadPromotion("A priority is within a million of zero.", field="priority")
    if draft.starts_at and draft.ends_at and draft.ends_at <= draft.starts_at:
        raise BadPromotion("It ends after it starts.", field="ends_at")
    check_limits(draft)
    rule = check_rule(draft.rule, currency=currency)
    named = PromotionDraft.__dataclass_fields__
    return {**{field: getattr(draft, field) for field in named}, "name": name, "rule": rule}
