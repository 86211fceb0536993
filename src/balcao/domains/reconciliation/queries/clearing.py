"""What reconciles: the balance of each provider in the books, explained to the cent."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db.models import Max

from balcao.domains.ledger.queries import trial_balance
from balcao.domains.reconciliation.models import Line
from balcao.domains.reconciliation.queries.accounts import bank_accounts, terms_of
from balcao.domains.reconciliation.rules.booking import BANK, IN_TRANSIT
from balcao.domains.reconciliation.rules.explaining import explained
from balcao.domains.reconciliation.values import ClearingView, MissingFact
from balcao.plumbing.sql import run_sql, run_sql_dicts

EVER = date.max


def clearing(store_id: int, *, now: datetime) -> list[ClearingView]:
    """Each provider and currency: what the books hold, what was reported, and why they differ.

    Parts by code: ``timing`` and ``missing`` were moved by us and told by no line, before and after
    the days agreed; ``waiting`` are lines to be decided about, ``noted`` those left with a note,
    ``difference`` is what lines and payments differ by, ``by_hand`` was booked on the account.
    """
    late = now - timedelta(days=terms_of(store_id).missing_after_days)
    rows = run_sql_dicts("reconciliation/clearing", store_id=store_id, late=late)
    return explained(rows, _balances(store_id, IN_TRANSIT), _reported_at(store_id))


def missing_facts(
    store_id: int, *, now: datetime, provider: str = "", limit: int = 100
) -> list[MissingFact]:
    """Money taken by us of which no line tells, the oldest first; ``is_late`` after the days
    agreed.
    """
    late = now - timedelta(days=terms_of(store_id).missing_after_days)
    return run_sql(
        "reconciliation/missing_facts",
        MissingFact,
        store_id=store_id,
        provider=provider,
        late=late,
        limit=limit,
    )


def banks(store_id: int) -> list[tuple[str, str, int, int | None, datetime | None]]:
    """Bank accounts: name, currency, balance in the books, last balance told, and of when."""
    booked = _balances(store_id, BANK)
    found = []
    for account in bank_accounts(store_id):
        rows = Line.objects.filter(store_id=store_id, source=f"{BANK}{account.code}")
        last = rows.filter(balance_minor__isnull=False).order_by("-at", "row").first()
        balance = booked.get((account.code, account.currency), 0)
        told, at = (last.balance_minor, last.at) if last else (None, None)
        found.append((account.name, account.currency, balance, told, at))
    return found


def _balances(store_id: int, family: str) -> dict[tuple[str, str], int]:
    return {
        (row.code.removeprefix(family), row.currency): row.balance_minor
        for row in trial_balance(store_id, until=EVER)
        if row.code.startswith(family)
    }


def _reported_at(store_id: int) -> dict[str, datetime]:
    rows = Line.objects.filter(store_id=store_id).exclude(source__startswith=BANK)
    return dict(rows.values_list("source").annotate(Max("at")))
