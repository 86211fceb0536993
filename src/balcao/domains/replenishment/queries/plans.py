"""Reads about what should be bought."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

import orjson
from django.db.models import Count, Sum

from balcao.domains.replenishment.models import Plan, PlanningRules, PlanningRun
from balcao.domains.replenishment.values.plans import Outlook, PlanInfo, PlanningInfo, RunInfo
from balcao.domains.stores.queries import store_by_id
from balcao.kernel.money import Money
from balcao.plumbing.keyset import Page, cut_page, decode_cursor, within_page
from balcao.plumbing.sql import run_sql_dicts

LAST: Final = UUID(int=2**128 - 1)
SHOWS: Final = ("buy", "overstock", "all")


def planning_rules(store_id: int) -> PlanningInfo:
    """How a store plans; the defaults where it has not said."""
    names = list(PlanningInfo.__dataclass_fields__)
    row = PlanningRules.objects.filter(store_id=store_id).values(*names).first()
    return PlanningInfo(**row) if row else PlanningInfo()


def plans_page(
    store_id: int,
    *,
    show: str = "buy",
    value_class: str = "",
    cursor: str | None = None,
    limit: int = 50,
) -> Page[PlanInfo]:
    """Plans a page at a time, those with most money at risk first; at most 200.

    ``show`` is ``buy`` for what is suggested, ``overstock`` for what there is too much of, or
    ``all``.

    :raises BadCursor: the cursor is not one of ours.
    """
    key = decode_cursor(cursor, int, UUID) or [2**62, LAST]
    limit = within_page(limit)
    currency = store_by_id(store_id).currency
    rows = run_sql_dicts(
        "replenishment/plans_page",
        store_id=store_id,
        show=show,
        cls=value_class,
        weight=key[0],
        variant=key[1],
        limit=limit + 1,
    )
    return cut_page(
        rows,
        limit,
        key=lambda row: (row["weight"], row["variant_id"]),
        show=lambda row: _plan(row, currency),
    )


def outlook(store_id: int) -> Outlook:
    """The whole store in a few figures."""
    currency = store_by_id(store_id).currency
    (row,) = run_sql_dicts("replenishment/outlook", store_id=store_id)
    plans = Plan.objects.filter(store_id=store_id)
    costs = plans.filter(suggested__gt=0, supplier_id__isnull=False)
    sums = costs.values_list("supplier_currency").annotate(cost=Sum("cost_minor"))
    classes = plans.values_list("value_class", "steadiness_class").annotate(many=Count("pk"))
    return Outlook(
        variants=row["variants"],
        to_buy=row["to_buy"],
        without_supplier=row["without_supplier"],
        cost=tuple(Money(int(minor), code) for code, minor in sums.order_by("supplier_currency")),
        stockout=Money(row["stockout"], currency),
        overstock=Money(row["overstock"], currency),
        classes=tuple((abc + xyz, many) for abc, xyz, many in sorted(classes)),
        found_at=row["found_at"],
    )


def latest_run(store_id: int) -> RunInfo | None:
    """The look at the store that was asked for last, if there was any."""
    names = list(RunInfo.__dataclass_fields__)
    rows = PlanningRun.objects.filter(store_id=store_id).order_by("-asked_at", "-pk")
    row = rows.values(*names).first()
    return RunInfo(**row) if row else None


def _plan(row: dict[str, Any], currency: str) -> PlanInfo:
    typed: dict[str, Any] = {
        "cost": Money(row["cost_minor"], row["supplier_currency"] or currency),
        "stockout": Money(row["stockout_minor"], currency),
        "overstock": Money(row["overstock_minor"], currency),
        "weekly": tuple(orjson.loads(row["weekly"])),
        "expected": tuple(orjson.loads(row["expected"])),
    }
    names = [name for name in PlanInfo.__dataclass_fields__ if name not in typed]
    return PlanInfo(**{name: row[name] for name in names}, **typed)
