"""What a store owes to its shoppers."""

from __future__ import annotations

from datetime import datetime

from balcao.domains.wallet.queries.program import program_of
from balcao.domains.wallet.rules.points import worth_of
from balcao.domains.wallet.values import AccountKind, Liability, LiabilityDay
from balcao.plumbing.sql import run_sql_dicts


def liability(store_id: int, *, now: datetime) -> list[Liability]:
    """What is outstanding by kind of account and currency."""
    program = program_of(store_id)
    rows = run_sql_dicts("wallet/liability", store_id=store_id, now=now)
    found = []
    for row in rows:
        kind, balance = AccountKind(row["kind"]), int(row["balance"])
        worth = worth_of(program, balance) if kind == AccountKind.POINTS else balance
        found.append(
            Liability(kind, row["currency"], row["accounts"], balance, int(row["spendable"]), worth)
        )
    return found


def liability_days(store_id: int, *, since: datetime, zone: str = "UTC") -> list[LiabilityDay]:
    """What came in and went out by day (in the time zone), kind and currency, the earliest first.

    ``day`` is midnight of the day, without a zone.
    """
    rows = run_sql_dicts("wallet/liability_days", store_id=store_id, since=since, zone=zone)
    return [
        LiabilityDay(
            row["day"],
            AccountKind(row["kind"]),
            row["currency"],
            int(row["came_in"]),
            int(row["went_out"]),
        )
        for row in rows
    ]
