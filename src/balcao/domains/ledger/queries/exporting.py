"""The books as files, made piece by piece so that a year fits in memory."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from balcao.domains.ledger.queries.balances import trial_balance
from balcao.domains.ledger.queries.journals import journals_between
from balcao.domains.ledger.rules import beancount, sheets
from balcao.domains.stores.queries import store_by_id


def journals_csv(store_id: int, *, since: date, until: date) -> Iterator[str]:
    """The journals of some days as CSV, one row for each entry, the earliest first."""
    return sheets.journal_rows(journals_between(store_id, since=since, until=until))


def trial_balance_csv(store_id: int, *, until: date) -> Iterator[str]:
    """The trial balance at a day as CSV."""
    return sheets.trial_rows(trial_balance(store_id, until=until))


def beancount_text(store_id: int, *, since: date, until: date) -> Iterator[str]:
    """The books of some days as a Beancount file: what was brought forward, then each journal.

    It ends with an assertion of each balance, so that ``bean-check`` compares it with ours.
    """
    store = store_by_id(store_id)
    before = trial_balance(store_id, until=since - timedelta(days=1))
    after = trial_balance(store_id, until=until)
    yield from beancount.heading(f"{store.name}, {since} to {until}", store.currency)
    yield from beancount.opened([(row.code, row.currency) for row in after], since)
    yield from beancount.brought_forward(before, since)
    for journal in journals_between(store_id, since=since, until=until):
        yield from beancount.transaction(journal)
    yield from beancount.checked(after, until + timedelta(days=1))
