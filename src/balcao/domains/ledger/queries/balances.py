"""Balances: of accounts at a day, of one order, of what is neither paid nor shipped."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Sum

from balcao.domains.ledger.errors import NoSuchLedgerAccount
from balcao.domains.ledger.models import Account, Entry
from balcao.domains.ledger.rules import chart
from balcao.domains.ledger.values import AccountType, OrderBalance, TrialRow
from balcao.plumbing.sql import run_sql, run_sql_dicts


def trial_balance(store_id: int, *, until: date, since: date | None = None) -> list[TrialRow]:
    """Debits and credits of each account from ``since`` up to and with ``until``.

    Over all accounts of a currency they are equal. In the order of the chart.
    """
    rows = run_sql(
        "ledger/trial_balance", _trial_row, store_id=store_id, since=since or date.min, until=until
    )
    return sorted(rows, key=lambda row: (row.currency, *chart.place_of(row.code)))


def account_by_id(store_id: int, account_id: int, *, until: date) -> TrialRow:
    """One account with its balance at a day.

    :raises NoSuchLedgerAccount: there is none with this id in this store.
    """
    row = Account.objects.filter(store_id=store_id, pk=account_id).first()
    if row is None:
        raise NoSuchLedgerAccount(id=account_id)
    found = {one.account_id: one for one in trial_balance(store_id, until=until)}
    return found.get(row.pk) or _trial_row(row.pk, row.code, row.currency, 0, 0)


def order_balances(order_id: UUID) -> list[OrderBalance]:
    """What each account holds for one order; an order that is over has nothing receivable."""
    rows = (
        Entry.objects.filter(order_id=order_id)
        .values("account__code", "currency")
        .annotate(balance=Sum("amount_minor"))
    )
    found = [
        OrderBalance(
            code=row["account__code"],
            title=chart.title_of(row["account__code"]),
            currency=row["currency"],
            balance_minor=row["balance"],
        )
        for row in rows
    ]
    return sorted(found, key=lambda one: chart.place_of(one.code))


def open_contracts(store_id: int, *, until: date) -> dict[str, int]:
    """What stands on both sides because it is neither paid nor shipped, by currency.

    A statement by IFRS leaves it out of receivables and of what is owed (IFRS 15, 107).
    """
    rows = run_sql_dicts(
        "ledger/open_contracts",
        store_id=store_id,
        until=until,
        receivable=chart.RECEIVABLE,
        deferred=chart.DEFERRED,
    )
    return {row["currency"]: row["amount"] for row in rows}


def accounts_by_hand(store_id: int) -> list[tuple[str, str]]:
    """Accounts that staff may book on, with their titles."""
    known = Account.objects.filter(store_id=store_id).values_list("code", flat=True)
    families = {code for code in known if chart.family_of(code) in chart.FAMILIES_BY_HAND}
    codes = sorted({*chart.BY_HAND, *families}, key=chart.place_of)
    return [(code, chart.title_of(code)) for code in codes]


def _trial_row(account_id: int, code: str, currency: str, debit: int, credit: int) -> TrialRow:
    return TrialRow(
        account_id=account_id,
        code=code,
        title=chart.title_of(code),
        type=AccountType(chart.type_of(code)),
        currency=currency,
        debit_minor=int(debit),
        credit_minor=int(credit),
    )
