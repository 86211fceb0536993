"""Reads about reminders of carts."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from balcao.domains.checkout.models import CartReminder, ReminderSettings
from balcao.domains.checkout.values import ReminderInfo, ReminderReport, ReminderRules
from balcao.domains.stores.queries import store_by_id
from balcao.kernel.money import Money
from balcao.plumbing.sql import run_sql_dicts

REPORTED: Final = timedelta(days=90)


def reminder_rules(store_id: int) -> ReminderRules:
    """Whether a store reminds of carts, and when; off where nothing was said."""
    row = ReminderSettings.objects.filter(store_id=store_id).first()
    return ReminderRules(row.is_on, tuple(row.hours)) if row else ReminderRules()


def reminder_by_id(store_id: int, reminder_id: UUID) -> ReminderInfo | None:
    """One reminder of a store; None where there is none."""
    row = CartReminder.objects.filter(pk=reminder_id, store_id=store_id).first()
    if row is None:
        return None
    return ReminderInfo(row.pk, row.store_id, row.cart_id, row.step, row.email, row.locale)


def store_of_reminder(reminder_id: UUID) -> int | None:
    """The store of a reminder; None where there is none."""
    return CartReminder.objects.filter(pk=reminder_id).values_list("store_id", flat=True).first()


def reminder_report(store_id: int, *, now: datetime) -> tuple[ReminderReport, ...]:
    """What the reminders of the last 90 days led to, step by step, in the store's currency."""
    currency = store_by_id(store_id).currency
    rows = run_sql_dicts(
        "checkout/reminder_report", store_id=store_id, since=now - REPORTED, currency=currency
    )
    return tuple(
        ReminderReport(
            row["step"],
            row["sent"],
            row["returned"],
            row["ordered"],
            Money(row["recovered_minor"], currency),
        )
        for row in rows
    )
