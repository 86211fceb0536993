"""Reminding of carts that were left: chosen once for each step, mailed at most once.

The row of a step is written first and is unique. Before the mail goes out it is claimed while the
cart is held, so that an order that is being placed is waited for and then seen.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction

from balcao.domains.cart.errors import CartOrdered, NoSuchCart
from balcao.domains.cart.operations import hold_cart
from balcao.domains.checkout.errors import BadReminderHours
from balcao.domains.checkout.locks import hold_reminders
from balcao.domains.checkout.models import CartReminder, ReminderSettings
from balcao.domains.checkout.queries.reminding import reminder_rules
from balcao.domains.checkout.values import USUAL_HOURS
from balcao.kernel.ids import new_id
from balcao.plumbing.sql import run_sql_dicts

LATE: Final = timedelta(hours=24)  # nobody is reminded of what they left long before
QUIET: Final = timedelta(days=7)  # between the reminders of two carts of one address
LONGEST_HOURS: Final = 720
KEPT: Final = timedelta(days=400)


@transaction.atomic
def save_reminder_rules(*, store_id: int, is_on: bool, hours: Sequence[int]) -> None:
    """Say whether a store reminds of carts, and hours after the last change for each step.

    :raises BadReminderHours: not three, not rising, or not between 1 and 720.
    """
    said = list(hours)
    are_three = len(said) == len(USUAL_HOURS) and said == sorted(set(said))
    if not are_three or not 1 <= said[0] <= said[-1] <= LONGEST_HOURS:
        raise BadReminderHours(field="hours")
    ReminderSettings.objects.update_or_create(
        store_id=store_id, defaults={"is_on": is_on, "hours": said}
    )


@transaction.atomic
def choose_reminders(*, store_id: int, now: datetime, limit: int = 200) -> list[UUID]:
    """Write down whom to remind now, at most ``limit`` for each step; returns new reminders.

    Safe to repeat and to run twice at once: one waits for the other.
    """
    rules = reminder_rules(store_id)
    if not rules.is_on:
        return []
    hold_reminders(store_id)
    made: list[UUID] = []
    for step in range(1, len(rules.hours) + 1):
        made += _choose(store_id, step, rules.hours, now, limit)
    return made


@transaction.atomic
def claim_reminder(*, reminder_id: UUID, now: datetime) -> bool:
    """Whether this mail is ours to send now; False for good when it was claimed or has no reason
    any more. A purchase that is being made is waited for.
    """
    cart_id = CartReminder.objects.filter(pk=reminder_id).values_list("cart_id", flat=True).first()
    if cart_id is None:
        return False
    try:
        hold_cart(cart_id=cart_id)
    except (CartOrdered, NoSuchCart):
        return False
    if not run_sql_dicts("checkout/may_remind", reminder_id=reminder_id):
        return False
    rows = CartReminder.objects.filter(pk=reminder_id, claimed_at__isnull=True)
    return bool(rows.update(claimed_at=now))


def release_reminder(*, reminder_id: UUID) -> None:
    """It was surely not sent; a later try may succeed."""
    CartReminder.objects.filter(pk=reminder_id, sent_at__isnull=True).update(claimed_at=None)


def settle_reminder(*, reminder_id: UUID, now: datetime) -> None:
    """A mail server has accepted it."""
    CartReminder.objects.filter(pk=reminder_id, sent_at__isnull=True).update(sent_at=now)


def note_return(*, reminder_id: UUID, cart_id: UUID, now: datetime) -> None:
    """Its link has put the lines into a cart: nothing more is sent. Safe to repeat."""
    CartReminder.objects.filter(pk=reminder_id).update(returned_at=now, returned_cart_id=cart_id)


def forget_reminders(*, now: datetime) -> int:
    """Delete reminders older than 400 days, with the addresses in them; how many."""
    return CartReminder.objects.filter(made_at__lt=now - KEPT).delete()[0]


def _choose(
    store_id: int, step: int, hours: Sequence[int], now: datetime, limit: int
) -> list[UUID]:
    before = now - timedelta(hours=hours[step - 1])
    gap = timedelta(hours=hours[step - 1] - (hours[step - 2] if step > 1 else 0))
    after = before - LATE if step == 1 else before - LATE * 2
    found = run_sql_dicts(
        "checkout/left_carts",
        store_id=store_id,
        step=step,
        before=before,
        after=after,
        oldest=after - timedelta(days=30),
        last_sent=now - gap,
        quiet=now - QUIET,
        limit=limit,
    )
    # Of two carts of one address the one that was left first is reminded of.
    by_address = {row["email"]: row for row in reversed(found)}
    rows = [
        CartReminder(
            id=new_id(),
            store_id=store_id,
            cart_id=row["cart_id"],
            step=step,
            cart_version=row["version"],
            email=row["email"],
            locale=row["locale"],
            made_at=now,
        )
        for row in by_address.values()
    ]
    CartReminder.objects.bulk_create(rows, ignore_conflicts=True)
    kept = CartReminder.objects.filter(pk__in=[row.pk for row in rows])
    return list(kept.values_list("id", flat=True))
