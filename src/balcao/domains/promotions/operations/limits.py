"""Limits of promotions: none may come to lie below what was used already."""

from __future__ import annotations

from typing import Final

from balcao.domains.promotions.errors import BadPromotion, LimitBelowUses
from balcao.domains.promotions.models import Promotion, Use
from balcao.domains.promotions.values import PromotionDraft
from balcao.plumbing.sql import run_sql_dicts

MOST_USES: Final = 2_000_000_000
MOST_A_SHOPPER: Final = 30_000
MOST_MINOR: Final = 10**13


def check_limits(draft: PromotionDraft) -> None:
    """Go on only if these can be limits.

    :raises BadPromotion: one cannot.
    """
    _within("uses_limit", draft.uses_limit, 0, MOST_USES)
    _within("per_shopper_limit", draft.per_shopper_limit, 1, MOST_A_SHOPPER)
    _within("per_day_limit", draft.per_day_limit, 0, MOST_USES)
    _within("budget_minor", draft.budget_minor, 0, MOST_MINOR)
    if draft.budget_minor is not None and not draft.currency:
        raise BadPromotion("A budget needs a currency.", field="currency")


def keep_limits(row: Promotion, draft: PromotionDraft) -> None:
    """Make sure that a locked promotion keeps its new limits, by all that was used already.

    :raises BadPromotion: the currency of what was spent would change.
    :raises LimitBelowUses: a limit is lower than what was used.
    """
    if row.currency != draft.currency and Use.objects.filter(promotion=row).exists():
        raise BadPromotion("It was used already, so its currency stays.", field="currency")
    _not_below("uses_limit", draft.uses_limit, row.used)
    _not_below("budget_minor", draft.budget_minor, row.spent_minor)
    if row.used and (draft.per_shopper_limit, draft.per_day_limit) != (None, None):
        (most,) = run_sql_dicts("promotions/most_used", promotion_id=row.pk)
        _not_below("per_shopper_limit", draft.per_shopper_limit, most["per_shopper"])
        _not_below("per_day_limit", draft.per_day_limit, most["per_day"])
    if draft.per_shopper_limit != row.per_shopper_limit:
        _renumber(row, has_limit=draft.per_shopper_limit is not None)


def _within(field: str, limit: int | None, least: int, most: int) -> None:
    if limit is not None and not least <= limit <= most:
        raise BadPromotion(f"This limit is {least} to {most}, or none.", field=field)


def _not_below(field: str, limit: int | None, least: int) -> None:
    if limit is not None and limit < least:
        raise LimitBelowUses(
            f"It has come to {least} already, so this limit cannot be lower.",
            field=field,
            least=least,
        )


def _renumber(row: Promotion, *, has_limit: bool) -> None:
    """Slots go from 1 without gaps, so that the next purchase finds the free ones."""
    Use.objects.filter(promotion=row, given_back_at=None).exclude(slot=0).update(slot=0)
    if has_limit:
        run_sql_dicts("promotions/renumber_slots", promotion_id=row.pk)
