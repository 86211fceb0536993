"""How right the books were, and what should be counted next."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, Sum
from django.db.models.functions import TruncMonth

from balcao.domains.inventory.models import StockCount
from balcao.domains.inventory.queries.settings import stock_settings
from balcao.domains.inventory.rules.counting import days_between_counts
from balcao.domains.inventory.values import Accuracy, CountClass, CountState, Due
from balcao.domains.stores.queries import store_by_id
from balcao.kernel.money import Money
from balcao.plumbing.sql import run_sql_dicts

SUMS = {
    "lines": Sum("lines_total"),
    "right": Sum("lines_right"),
    "units": Sum("units_expected"),
    "units_off_sum": Sum("units_off"),
    "value_off": Sum("value_off_minor"),
    "value_net": Sum("value_net_minor"),
    "counts": Count("pk"),
}


def accuracy_by_month(store_id: int, *, since: datetime, until: datetime) -> list[Accuracy]:
    """How right the books were in each month of the store's calendar that had a count.

    The period is half-open, aware UTC. Labels are such as ``2026-11``.
    """
    store = store_by_id(store_id)
    month = TruncMonth("closed_at", tzinfo=ZoneInfo(store.time_zone))
    rows = StockCount.objects.filter(
        store_id=store_id,
        state=CountState.CLOSED,
        closed_at__gte=since,
        closed_at__lt=until,
    )
    sums = rows.annotate(month=month).values("month").annotate(**SUMS).order_by("month")
    return [_accuracy(f"{row['month']:%Y-%m}", row, store.currency) for row in sums]


def accuracy_of(store_id: int, count_id: UUID) -> Accuracy | None:
    """How right the books were at one count; None before it is closed."""
    rows = StockCount.objects.filter(store_id=store_id, pk=count_id, state=CountState.CLOSED)
    found = rows.values("number").annotate(**SUMS).order_by("number").first()
    currency = store_by_id(store_id).currency
    return _accuracy(found["number"], found, currency) if found else None


def counts_due(store_id: int, *, now: datetime) -> Sequence[Due]:
    """What should be counted, per place and class, by the store's rhythm."""
    days = days_between_counts(stock_settings(store_id))
    limits = {one.value: now - timedelta(days=days[one]) for one in CountClass}
    rows = run_sql_dicts("inventory/counts_due", store_id=store_id, **limits)
    return [
        Due(
            location_id=row["location_id"],
            location=row["location"],
            class_=CountClass(row["class_code"]),
            every_days=days[CountClass(row["class_code"])],
            variants=row["variants"],
            never=row["never"],
        )
        for row in rows
    ]


def _accuracy(label: str, row: Any, currency: str) -> Accuracy:
    return Accuracy(
        label=label,
        counts=row["counts"],
        lines=row["lines"],
        lines_right=row["right"],
        units=row["units"],
        units_off=row["units_off_sum"],
        value_off=Money(row["value_off"], currency),
        value_net=Money(row["value_net"], currency),
    )
