"""Reads about alerts."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import orjson
from django.db.models import Count, Q

from balcao.domains.replenishment.models import Alert
from balcao.domains.replenishment.values import AlertCounts, AlertInfo, AlertKind
from balcao.domains.stores.queries import store_by_id
from balcao.kernel.money import Money
from balcao.plumbing.keyset import Page, cut_page, decode_cursor, within_page
from balcao.plumbing.sql import run_sql_dicts


def alert_counts(store_id: int, *, now: datetime, location_id: int | None = None) -> AlertCounts:
    """How many alerts are open and not snoozed, by kind; of one place when it is named."""
    rows = Alert.objects.filter(store_id=store_id, closed_at=None)
    if location_id is not None:
        rows = rows.filter(location_id=location_id)
    awake = rows.filter(Q(snoozed_until=None) | Q(snoozed_until__lte=now))
    found = dict(awake.values_list("kind").annotate(many=Count("id")))
    return AlertCounts({kind: found[kind] for kind in AlertKind if kind in found})


def alerts_page(
    store_id: int,
    *,
    now: datetime,
    kind: AlertKind | None = None,
    location_id: int | None = None,
    snoozed: bool = False,
    cursor: str | None = None,
    limit: int = 50,
) -> Page[AlertInfo]:
    """Open alerts, those with most money at stake first, a page at a time; at most 200.

    :raises BadCursor: the cursor is not one of ours.
    """
    key = decode_cursor(cursor, int, int) or [2**62, 0]
    limit = within_page(limit)
    currency = store_by_id(store_id).currency
    rows = run_sql_dicts(
        "replenishment/alerts_page",
        store_id=store_id,
        now=now,
        kind=kind or "",
        place=location_id or 0,
        snoozed=snoozed,
        at_stake=key[0],
        id=key[1],
        limit=limit + 1,
    )
    return cut_page(
        rows,
        limit,
        key=lambda row: (row["at_stake_minor"], row["id"]),
        show=lambda row: _alert(row, currency),
    )


def _alert(row: dict[str, Any], currency: str) -> AlertInfo:
    return AlertInfo(
        id=row["id"],
        kind=AlertKind(row["kind"]),
        variant_id=row["variant_id"],
        product_id=row["product_id"],
        sku=row["sku"],
        title=row["title"],
        location_id=row["location_id"] or None,
        location=row["location"],
        lot=row["lot"],
        at_stake=Money(row["at_stake_minor"], currency),
        facts=orjson.loads(row["facts"]),
        opened_at=row["opened_at"],
        snoozed_until=row["snoozed_until"],
        waiting=row["waiting"],
    )
