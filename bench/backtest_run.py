"""What ``bench.backtest`` does inside the installation: prepare, read, try."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, Final

from balcao.domains.analytics.operations import ask_promotion_test, run_back_test
from balcao.domains.analytics.operations.running import PART
from balcao.domains.analytics.queries import result_of
from balcao.domains.analytics.values import Beside
from balcao.domains.orders.queries import past_orders
from balcao.domains.promotions.models import Promotion
from balcao.domains.stores.operations import create_store
from balcao.domains.stores.queries import all_stores
from balcao.plumbing.processes import keep_what_is_loaded

ACTIVE: Final = 20
SINCE, UNTIL = datetime(2009, 1, 1, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=UTC)
RULE: Final = {
    "when": {"kind": "subtotal", "at_least_minor": 10_000},
    "then": {"kind": "percent", "basis_points": 1_000},
}


def open_retail() -> None:
    """Make the store; inside the installation. Prints its id."""
    made = create_store(
        slug="retail",
        name="Retail",
        currency="GBP",
        language="en",
        languages=["en"],
        country="GB",
        time_zone="Europe/London",
        email="retail@example.com",
        now=datetime.now(UTC),
    )
    print(made)


def read_only() -> None:
    """Read all orders and do nothing with them; inside the installation."""
    (store,) = all_stores()

    def read() -> int:
        count, after = 0, None
        while True:
            orders = past_orders(
                store.id, currency="GBP", since=SINCE, until=UNTIL, after=after, most=PART
            )
            count += len(orders)
            if len(orders) < PART:
                return count
            after = orders[-1].placed_at, orders[-1].id

    _measured(read)


def on_top() -> None:
    """Try the promotion on top of what was given."""
    _measured(lambda: _try(Beside.ON_TOP))


def with_active() -> None:
    """Try it beside those that are active."""
    _measured(lambda: _try(Beside.WITH_ACTIVE))


def _try(beside: Beside) -> dict[str, int]:
    (store,) = all_stores()
    now = datetime.now(UTC)
    asked = ask_promotion_test(
        store_id=store.id,
        promotion_id=Promotion.objects.get(status="draft").pk,
        beside=beside,
        starts_at=SINCE,
        ends_at=UNTIL,
        by="bench",
        now=now,
    )
    run_back_test(back_test_id=asked, clock=lambda: now)
    total = result_of(store.id, asked).total
    return {
        "orders": total.orders,
        "touched": total.touched,
        "given": total.discount_change,
        "before": total.margin_before,
        "after": total.margin_after,
    }


def _measured(work: Callable[[], Any]) -> None:
    keep_what_is_loaded()  # as the worker does when it begins
    start, cpu = time.perf_counter(), time.process_time()
    found = work()
    figures = {
        "seconds": time.perf_counter() - start,
        "cpu": time.process_time() - cpu,
        "found": found,
    }
    print(json.dumps(figures))


def prepare() -> None:
    """A draft to try and some promotions that are active; inside the installation."""
    (store,) = all_stores()
    now = datetime.now(UTC)
    plain = {"store_id": store.id, "currency": "GBP", "created_at": now, "updated_at": now}
    limits = {"per_shopper_limit": 3, "budget_minor": 50_000_000}
    Promotion.objects.create(name="Ten off", rule=RULE, status="draft", **limits, **plain)
    for nr in range(ACTIVE):
        when = {"kind": "brand", "in": [f"Maker {nr}"]}
        rule = {"when": when, "then": {"kind": "percent", "basis_points": 500}}
        Promotion.objects.create(name=f"Maker {nr}", rule=rule, status="active", **plain)
