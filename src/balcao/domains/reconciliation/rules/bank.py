"""Bank statements as CSV, read as their account says. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from hashlib import sha256
from typing import Final
from zoneinfo import ZoneInfo

from balcao.domains.reconciliation.errors import BadBankAccount, BadStatement
from balcao.domains.reconciliation.rules.tables import DAYS, amount_in, day_in, read_table
from balcao.domains.reconciliation.values import BankFormat, LineKind, RawLine
from balcao.kernel.findings import Findings

ENDS: Final = (
    "Nothing of the file was taken in: mend the file, or what the bank account says of its columns."
)
NAMES: Final = (
    "date", "description", "amount", "money_in", "money_out", "reference", "balance", "identity",
)  # fmt: skip


def check_format(said: BankFormat) -> None:
    """Whether a file could be read by it.

    :raises BadBankAccount: no column of days, no amount or both ways to write one, or a sign or
        format of days that is none.
    """
    for name in NAMES:
        if len(getattr(said, name)) > 80 or not getattr(said, name, "").isprintable():
            raise BadBankAccount("A name of a column has up to 80 characters.", field=name)
    if not said.date.strip():
        raise BadBankAccount("Say which column has the day.", field="date")
    if bool(said.amount.strip()) == bool(said.money_in.strip() or said.money_out.strip()):
        raise BadBankAccount(
            "Say either the column of signed amounts, or those of money in and out.", field="amount"
        )
    if bool(said.money_in.strip()) != bool(said.money_out.strip()):
        raise BadBankAccount("Say both columns, money in and money out.", field="money_out")
    if said.delimiter not in ("", ",", ";", "\t", "|"):
        raise BadBankAccount("Cells are parted by comma, semicolon, tab or |.", field="delimiter")
    if said.decimal not in ("", ",", "."):
        raise BadBankAccount("The decimal sign is a comma or a point.", field="decimal")
    if said.date_format:
        _check_days(said.date_format)


def read_bank(text: str, said: BankFormat, *, currency: str, zone: str) -> list[RawLine]:
    """The lines of a statement, at noon of their day in the store's time zone.

    A line without an id of the bank is told apart by what it says, and by how many of the same
    stand above it: a file that overlaps an earlier one brings each line once.

    :raises BadStatement: rows are wrong; ``findings`` say row, column and what to do.
    """
    needs = tuple(
        name for name in (said.date, said.amount, said.money_in, said.money_out) if name.strip()
    )
    table = read_table(text, needs, said.delimiter)
    findings = Findings(BadStatement, "file", ENDS)
    for line in table.ragged:
        findings.add(line, "", "has more cells than the header. Is the sign between cells right?")
    for name in (said.description, said.reference, said.balance, said.identity):
        if name.strip() and _plain(name) not in table.columns:
            findings.add(1, name, "is not a column of this file.")
    findings.refuse_if_any()
    seen: Counter[str] = Counter()
    rows = _Rows(said, currency, ZoneInfo(zone), findings, seen)
    lines = [found for number, cells in table.rows if (found := rows.line(number, cells))]
    if not table.rows:
        findings.add(1, "", "is a header without any rows. Choose a longer period.")
    findings.refuse_if_any()
    return lines


class _Rows:
    def __init__(
        self,
        said: BankFormat,
        currency: str,
        zone: ZoneInfo,
        findings: Findings,
        seen: Counter[str],
    ) -> None:
        self._said, self._currency, self._zone = said, currency, zone
        self._findings, self._seen = findings, seen

    def line(self, number: int, cells: Mapping[str, str]) -> RawLine | None:
        said = self._said
        day = self._day(number, cells)
        amount = self._amount(number, cells)
        balance = self._money(number, cells, said.balance) if said.balance.strip() else None
        if day is None or amount is None:
            return None
        description = _cell(cells, said.description)[:300]
        reference = _cell(cells, said.reference)[:120]
        return RawLine(
            row=number,
            identity=self._identity(number, cells, day, amount, description + reference),
            kind=LineKind.BANK,
            at=datetime.combine(day, time(12), self._zone).astimezone(UTC),
            currency=self._currency,
            gross_minor=amount,
            fee_minor=0,
            reference=reference,
            description=description,
            balance_minor=balance,
        )

    def _identity(
        self, number: int, cells: Mapping[str, str], day: date, amount: int, text: str
    ) -> str:
        named = _cell(cells, self._said.identity)
        if named:
            self._seen[named] += 1
            if self._seen[named] > 1 or len(named) > 110:
                self._findings.add(
                    number, self._said.identity, "stands twice, or is longer than 110 characters."
                )
            return f"id:{named}"[:120]
        digest = sha256(f"{day}\0{amount}\0{' '.join(text.split())}".encode()).hexdigest()
        self._seen[digest] += 1
        return f"{digest}:{self._seen[digest]}"

    def _day(self, number: int, cells: Mapping[str, str]) -> date | None:
        text = _cell(cells, self._said.date)
        try:
            return day_in(text, self._said.date_format)
        except ValueError as error:
            way = self._said.date_format or "2026-11-30 or 30/11/2026"
            self._findings.add(number, self._said.date, f"“{text[:40]}” {error} such as {way}.")
            return None

    def _amount(self, number: int, cells: Mapping[str, str]) -> int | None:
        if self._said.amount.strip():
            return self._money(number, cells, self._said.amount)
        sides = [(self._said.money_in, 1), (self._said.money_out, -1)]
        filled = [(name, sign) for name, sign in sides if _cell(cells, name)]
        if len(filled) != 1:
            self._findings.add(number, self._said.money_in, "One of money in and out is filled.")
            return None
        found = self._money(number, cells, filled[0][0])
        return None if found is None else abs(found) * filled[0][1]

    def _money(self, number: int, cells: Mapping[str, str], name: str) -> int | None:
        text = _cell(cells, name)
        try:
            return amount_in(text, self._currency, self._said.decimal)
        except ValueError as error:
            self._findings.add(number, name, f"“{text[:40]}” {error}. Is the decimal sign right?")
            return None


def _check_days(date_format: str) -> None:
    probe = date(2026, 11, 30)
    try:
        is_good = date_format in DAYS or day_in(probe.strftime(date_format), date_format) == probe
    except ValueError:
        is_good = False
    if not is_good or len(date_format) > 40:
        raise BadBankAccount("Days are written as %d/%m/%Y, for example.", field="date_format")


def _cell(cells: Mapping[str, str], name: str) -> str:
    return cells.get(_plain(name), "").strip() if name.strip() else ""


def _plain(name: str) -> str:
    return name.strip().casefold()
