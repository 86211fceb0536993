"""Stock as it was at any moment, and what it is worth; both come from the ledger."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from balcao.domains.inventory.models import StockMovement
from balcao.domains.inventory.queries.stock import movement_of
from balcao.domains.inventory.values import Movement, StockThen, Worth
from balcao.domains.stores.queries import store_by_id
from balcao.kernel.money import Money
from balcao.plumbing.sql import run_sql_dicts


def stock_then(store_id: int, variant_id: UUID, *, at: datetime) -> list[StockThen]:
    """What lay of a variant at every place at a past moment, and what it was worth.

    ``at`` is aware UTC. Places where it had never been by then are left out.
    """
    currency = store_by_id(store_id).currency
    rows = run_sql_dicts("inventory/stock_then", store_id=store_id, variant_id=variant_id, at=at)
    return [
        StockThen(
            location_id=row["location_id"],
            location=row["location"],
            on_hand=row["balance"],
            damaged=row["damaged_balance"],
            value=Money(row["value_balance"], currency),
            fifo=Money(row["fifo_balance"], currency),
        )
        for row in rows
    ]


def valuation(store_id: int, *, at: datetime | None = None) -> list[Worth]:
    """What lies at each place and is worth, by both methods, beside what the ledger adds up to.

    Now, or at a past moment (aware UTC). In the past both sides come from the ledger: the balances
    after the last movement, and the sum of all movements until then.
    """
    currency = store_by_id(store_id).currency
    name = "inventory/valuation_now" if at is None else "inventory/valuation_then"
    when = {} if at is None else {"at": at}
    return [
        Worth(
            location_id=row["location_id"],
            location=row["location"],
            variants=row["variants"],
            units=int(row["units"]),
            damaged=int(row["damaged"]),
            value=Money(int(row["value"]), currency),
            fifo=Money(int(row["fifo"]), currency),
            ledger_value=Money(int(row["ledger_value"]), currency),
            ledger_fifo=Money(int(row["ledger_fifo"]), currency),
        )
        for row in run_sql_dicts(name, store_id=store_id, **when)
    ]


def value_by_account(
    store_id: int, *, since: datetime, until: datetime
) -> Mapping[str, tuple[Money, Money]]:
    """What stock gained (positive) or lost by account in a period, by both methods.

    The period is half-open, aware UTC. Cost of goods sold is what stock lost to that account.
    """
    currency = store_by_id(store_id).currency
    rows = run_sql_dicts("inventory/value_by_account", store_id=store_id, since=since, until=until)
    return {
        row["account"]: (Money(int(row["value"]), currency), Money(int(row["fifo"]), currency))
        for row in rows
    }


def document_movements(store_id: int, document: str) -> list[Movement]:
    """Every line of the ledger that a document wrote, oldest first."""
    rows = StockMovement.objects.filter(store_id=store_id, document=document).exclude(document="")
    return [movement_of(row) for row in rows.order_by("at", "turn", "id")]
