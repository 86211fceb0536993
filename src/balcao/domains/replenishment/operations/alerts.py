"""Keeping alerts current: after each change for what changed, and all of them every night."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

import orjson
from django.db import transaction

from balcao.domains.inventory.queries import stock_settings
from balcao.domains.replenishment.errors import BadSnooze, NoSuchAlert
from balcao.domains.replenishment.models import Alert
from balcao.domains.replenishment.values import AlertKind
from balcao.domains.stores.queries import store_by_id
from balcao.plumbing.sql import run_sql, run_sql_dicts

K = AlertKind
OF_STOCK: Final = (K.SOLD_OUT, K.LOW_STOCK)
LONGEST_SNOOZE: Final = timedelta(days=366)


@transaction.atomic
def refresh_alerts(*, store_id: int, now: datetime) -> int:
    """Look at everything: open what is new, close what has settled; returns how many are open.

    Runs nightly and on demand; two at once do no harm, the later one is right.
    """
    rules, store = stock_settings(store_id), store_by_id(store_id)
    today = now.astimezone(ZoneInfo(store.time_zone)).date()
    since = now - timedelta(days=rules.slow_after_days)
    found = [
        *_low(store_id, rules.low_stock_units, store.currency),
        *run_sql_dicts(
            "replenishment/find_margin_alerts", store_id=store_id, currency=store.currency
        ),
        *run_sql_dicts(
            "replenishment/find_slow_alerts",
            store_id=store_id,
            since=since,
            days=rules.slow_after_days,
        ),
        *run_sql_dicts(
            "replenishment/find_expiry_alerts",
            store_id=store_id,
            until=today + timedelta(days=rules.expiring_days),
        ),
    ]
    _open(store_id, found, now)
    Alert.objects.filter(store_id=store_id, closed_at=None, seen_at__lt=now).update(closed_at=now)
    return Alert.objects.filter(store_id=store_id, closed_at=None).count()


@transaction.atomic
def recheck_stock(*, store_id: int, variant_ids: Collection[UUID], now: datetime) -> None:
    """Look again at what is left of some variants; safe to repeat."""
    rules, store = stock_settings(store_id), store_by_id(store_id)
    wanted = sorted(set(variant_ids))
    found = _low(store_id, rules.low_stock_units, store.currency, wanted)
    _open(store_id, found, now)
    still = {(row["kind"], row["variant_id"], row["location_id"]) for row in found}
    rows = Alert.objects.select_for_update().filter(
        store_id=store_id, variant_id__in=wanted, kind__in=OF_STOCK, closed_at=None
    )
    settled = [
        row.pk
        for row in rows.order_by("variant_id", "kind", "location_id")
        if (row.kind, row.variant_id, row.location_id) not in still
    ]
    Alert.objects.filter(pk__in=settled).update(closed_at=now)


@transaction.atomic
def snooze_alert(*, store_id: int, alert_id: int, until: datetime, now: datetime) -> None:
    """Put an alert off: it is not shown before ``until``, and goes away if it settles.

    :raises NoSuchAlert: there is no such open alert.
    :raises BadSnooze: not between now and a year from now.
    """
    if not now < until <= now + LONGEST_SNOOZE:
        raise BadSnooze(field="until")
    rows = Alert.objects.filter(pk=alert_id, store_id=store_id, closed_at=None)
    if not rows.update(snoozed_until=until):
        raise NoSuchAlert(alert_id=alert_id)


def _low(
    store_id: int, at_most: int, currency: str, variants: Sequence[UUID] | None = None
) -> list[dict[str, Any]]:
    return run_sql_dicts(
        "replenishment/find_stock_alerts",
        store_id=store_id,
        at_most=at_most,
        currency=currency,
        variants=None if variants is None else list(variants),
    )


def _open(store_id: int, found: Sequence[dict[str, Any]], now: datetime) -> None:
    rows = [{**row, "facts": orjson.loads(row["facts"])} for row in found]
    document = orjson.dumps(rows, default=str).decode()
    run_sql("replenishment/open_alerts", dict, store_id=store_id, found=document, now=now)
