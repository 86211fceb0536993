"""The books as a Beancount file (https://beancount.github.io/docs/beancount_language_syntax.html).

An account is named by its type and code, ``Assets:Clearing:Stripe``; each journal is a transaction
with its source, each posting carries the order it is for. Pure.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Final

from balcao.domains.ledger.rules import chart
from balcao.domains.ledger.values import AccountType, JournalView, TrialRow
from balcao.kernel.money import Money, digits_of

ROOTS: Final = {
    AccountType.ASSET: "Assets",
    AccountType.LIABILITY: "Liabilities",
    AccountType.EQUITY: "Equity",
    AccountType.INCOME: "Income",
    AccountType.EXPENSE: "Expenses",
}
NOT_IN_NAMES: Final = re.compile(r"[^A-Za-z0-9-]+")


def name_of(code: str) -> str:
    """An account as Beancount names it: parts that begin with a capital or a digit."""
    parts = [ROOTS[chart.type_of(code)], *(_part(part) for part in code.split(":") if part)]
    return ":".join(parts)


def heading(title: str, currency: str) -> Iterator[str]:
    """The options at the top of a file."""
    yield f"option {_text('title')} {_text(title)}\n"
    yield f"option {_text('operating_currency')} {_text(currency)}\n\n"


def opened(accounts: Iterable[tuple[str, str]], day: date) -> Iterator[str]:
    """An ``open`` directive for each account (code and currency), those of one name together."""
    named: dict[str, tuple[str, set[str]]] = {}
    for code, currency in accounts:
        named.setdefault(name_of(code), (chart.title_of(code), set()))[1].add(currency)
    for name, (title, currencies) in sorted(named.items()):
        yield f"{day} open {name} {','.join(sorted(currencies))}\n"
        yield f"  title: {_text(title)}\n"


def brought_forward(rows: Iterable[TrialRow], day: date) -> Iterator[str]:
    """A transaction that holds what each account held before the first day of the file."""
    open_ones = [row for row in rows if row.balance_minor]
    if not open_ones:
        return
    yield f"\n{day} * {_text('Brought forward')}\n"
    for row in open_ones:
        yield f"  {name_of(row.code)}  {_amount(row.balance_minor, row.currency)}\n"


def transaction(journal: JournalView) -> Iterator[str]:
    """A journal as a transaction."""
    kind = journal.kind.value.replace("_", " ")
    yield f"\n{journal.day} * {_text(kind)} {_text(journal.memo or journal.document)}\n"
    yield f"  source: {_text(journal.source)}\n"
    if journal.is_late:
        yield f"  belongs-to: {journal.of_day}\n"
    if journal.actor:
        yield f"  actor: {_text(journal.actor)}\n"
    for line in journal.lines:
        yield f"  {name_of(line.code)}  {_amount(line.amount_minor, line.currency)}\n"
        if journal.order_id:
            yield f"    order: {_text(journal.document or str(journal.order_id))}\n"


def checked(rows: Iterable[TrialRow], day: date) -> Iterator[str]:
    """A ``balance`` assertion for each account on the morning of a day."""
    yield "\n"
    sums: dict[tuple[str, str], int] = {}
    for row in rows:
        key = name_of(row.code), row.currency
        sums[key] = sums.get(key, 0) + row.balance_minor
    for (name, currency), amount in sorted(sums.items()):
        yield f"{day} balance {name}  {_amount(amount, currency)}\n"


def _part(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    words = NOT_IN_NAMES.sub("-", plain).strip("-") or "X"
    return words[0].upper() + words[1:]


def _amount(minor: int, currency: str) -> str:
    exact: Decimal = Money(minor, currency).major
    return f"{exact:.{digits_of(currency)}f} {currency}"


def _text(text: str) -> str:
    safe = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + " ".join(safe.split()) + '"'
