"""Prices that are set at a moment."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import IntegrityError, transaction

from balcao.domains.catalog.queries import skus_of
from balcao.domains.pricing.errors import BadPrice, BadSchedule, ScheduleOver
from balcao.domains.pricing.locks import lock_due, lock_prices, lock_schedule
from balcao.domains.pricing.models import ScheduledPrice
from balcao.domains.pricing.operations.planning import plan_of
from balcao.domains.pricing.operations.prices import set_prices
from balcao.domains.pricing.operations.variants import check_variants
from balcao.domains.pricing.values.changes import RepriceRule
from balcao.domains.pricing.values.prices import VariantPrice
from balcao.kernel.money import Money

PART: Final = 200
SHOWN: Final = 5


def schedule_price(
    *, store_id: int, price: VariantPrice, due_at: datetime, actor: str, now: datetime
) -> UUID:
    """Have a base price set at a moment to come; the cost is left as it will be then.

    :raises BadPrice: the price is negative, or compared to a lower one.
    :raises NoSuchVariant: the variant is not one of this store.
    :raises BadSchedule: the moment is over, or has a price of this variant already.
    """
    if due_at <= now:
        raise BadSchedule("That moment is over.", field="due_at")
    amount, compare_at = price.amount, price.compare_at
    if amount.minor < 0 or (compare_at is not None and compare_at < amount):
        raise BadPrice("A compare-at price is not below the price.", field="compare_at")
    check_variants(store_id, [price.variant_id])
    try:
        with transaction.atomic():
            made = ScheduledPrice.objects.create(
                store_id=store_id,
                variant_id=price.variant_id,
                currency=amount.currency,
                amount_minor=amount.minor,
                compare_at_minor=None if compare_at is None else compare_at.minor,
                due_at=due_at,
                actor=actor,
                created_at=now,
            )
    except IntegrityError:
        raise BadSchedule(
            "This variant has a scheduled price for that moment already; cancel it first.",
            field="due_at",
        ) from None
    return made.id


@transaction.atomic
def schedule_by_rule(
    *,
    store_id: int,
    currency: str,
    rule: RepriceRule,
    due_at: datetime,
    actor: str,
    now: datetime,
) -> int:
    """Have many prices set at a moment to come, as a rule works them out now; returns how many.

    :raises BadSchedule: the moment is over, or has a price of one of these variants already.
    :raises BadRepricing: the rule cannot be followed, or changes no price.
    :raises BadRounding: the rounding is none.
    :raises MarginTooLow: a row is below the guard and rows are not to be skipped.
    """
    if due_at <= now:
        raise BadSchedule("That moment is over.", field="due_at")
    planned = plan_of(store_id, currency, rule).planned
    waiting = ScheduledPrice.objects.filter(
        store_id=store_id, currency=currency, due_at=due_at, status="waiting"
    )
    twice = waiting.filter(variant_id__in=[row.variant_id for row in planned])
    if some := list(twice.values_list("variant_id", flat=True)[:SHOWN]):
        raise _taken(sorted(skus_of(some).values()))
    try:
        with transaction.atomic():
            ScheduledPrice.objects.bulk_create(
                (
                    ScheduledPrice(
                        store_id=store_id,
                        variant_id=row.variant_id,
                        currency=currency,
                        amount_minor=row.new_minor,
                        compare_at_minor=row.new_compare_minor,
                        due_at=due_at,
                        actor=actor,
                        created_at=now,
                    )
                    for row in planned
                ),
                batch_size=PART,
            )
    except IntegrityError:
        raise _taken([]) from None
    return len(planned)


def _taken(skus: list[str]) -> BadSchedule:
    which = f" ({', '.join(skus)} …)" if skus else ""
    return BadSchedule(
        f"Some of these variants have a scheduled price for that moment already{which}; "
        "cancel it, or choose another moment.",
        field="due_at",
        skus=skus,
    )


@transaction.atomic
def cancel_schedule(*, store_id: int, schedule_id: UUID, now: datetime) -> None:
    """Take a scheduled price back before it is set. Safe to repeat.

    :raises NoSuchSchedule: there is none in this store.
    :raises ScheduleOver: it was set already.
    """
    row = lock_schedule(store_id, schedule_id)
    if row.status == "done":
        raise ScheduleOver
    if row.status == "waiting":
        row.status, row.done_at = "canceled", now
        row.save(update_fields=["status", "done_at"])


def apply_due(*, now: datetime) -> int:
    """Set every price that is due, in the order of their moments; returns how many.

    Two workers never set the same one, and each is set once: the price and the mark that it is done
    are one transaction.
    """
    total = 0
    while some := _apply_some(now):
        total += some
    return total


@transaction.atomic
def _apply_some(now: datetime) -> int:
    due = lock_due(now, PART)
    for row in due:
        _set(row, now)
        row.status, row.done_at = "done", now
        row.save(update_fields=["status", "done_at"])
    return len(due)


def _set(row: ScheduledPrice, now: datetime) -> None:
    held = lock_prices(row.store_id, row.currency, [row.variant_id])
    cost = held[0].cost_minor if held else None
    compare_at = row.compare_at_minor
    price = VariantPrice(
        row.variant_id,
        Money(row.amount_minor, row.currency),
        None if compare_at is None else Money(compare_at, row.currency),
        None if cost is None else Money(cost, row.currency),
    )
    set_prices(store_id=row.store_id, prices=[price], now=now)
