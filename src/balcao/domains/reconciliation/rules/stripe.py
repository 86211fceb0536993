"""Stripe's itemized reports: balance change, payout reconciliation, and payouts. Pure.

Source: Stripe, *Balance report type*, *Payout reconciliation report type* and *Reporting
categories*: one row for each balance transaction, amounts in major units, ``gross`` signed as the
balance changes, ``net`` being gross less ``fee``, all in the currency that settles;
``customer_facing_amount`` is what the shopper paid in the currency of the payment.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final
from zoneinfo import ZoneInfo

from balcao.domains.reconciliation.errors import BadStatement
from balcao.domains.reconciliation.rules.tables import amount_in, read_table
from balcao.domains.reconciliation.values import LineKind, RawLine
from balcao.kernel.findings import Findings

NEEDS: Final = ("balance_transaction_id", "currency", "gross", "fee", "net", "reporting_category")
K = LineKind
CATEGORIES: Final = {
    "charge": K.CAPTURE,
    "charge_failure": K.CAPTURE,
    "partial_capture_reversal": K.CAPTURE,
    "refund": K.REFUND,
    "refund_failure": K.REFUND,
    "dispute": K.CHARGEBACK,
    "dispute_reversal": K.CHARGEBACK,
    "fee": K.FEE,
    "network_cost": K.FEE,
    "tax": K.FEE,
    "payout": K.PAYOUT,
    "payout_reversal": K.PAYOUT,
}
LEAVES: Final = {"payout": -1, "payout_reversal": 1}
ENDS: Final = "Nothing of the file was taken in: mend it, or export the report again."


def read_stripe(text: str, zone: str) -> list[RawLine]:
    """The lines of a report; ``created`` without ``created_utc`` is of the store's time zone.

    :raises BadStatement: rows are wrong; ``findings`` say row, column and what to do.
    """
    table = read_table(text, NEEDS)
    findings = Findings(BadStatement, "file", ENDS)
    for line in table.ragged:
        findings.add(line, "", "has more cells than the header. Quote text with commas.")
    seen: dict[str, int] = {}
    lines = []
    for number, cells in table.rows:
        found = _line(number, cells, zone, findings)
        if found is None:
            continue
        if found.identity in seen:
            findings.add(
                number, "balance_transaction_id", f"is the same as in row {seen[found.identity]}."
            )
        seen[found.identity] = number
        lines.append(found)
    if not table.rows:
        findings.add(1, "", "is a header without any rows. Choose a longer period.")
    findings.refuse_if_any()
    return lines


def _line(number: int, cells: Mapping[str, str], zone: str, findings: Findings) -> RawLine | None:
    cell = _Cells(number, cells, findings)
    identity, currency = cell.identity(), cell.currency()
    category = cells["reporting_category"].strip()
    at = cell.moment(zone)
    gross, fee, net = (cell.amount(name, currency) for name in ("gross", "fee", "net"))
    if gross is None or fee is None or net is None or at is None or not identity or not currency:
        return None
    if category in LEAVES and gross * LEAVES[category] < 0:
        gross, net = -gross, -net  # the report of payouts counts what arrives at the bank
    if gross - fee != net:
        findings.add(number, "net", "is not gross less fee. Export the report again.")
        return None
    source, charge = cells.get("source_id", "").strip(), cells.get("charge_id", "").strip()
    payout = (
        source if category in LEAVES else cells.get("automatic_payout_id", "").strip()
    ) or cells.get("payout_id", "").strip()
    paid = cell.paid(currency, gross)
    return RawLine(
        row=number,
        identity=identity,
        kind=CATEGORIES.get(category, K.OTHER),
        at=at,
        currency=currency,
        gross_minor=gross,
        fee_minor=fee,
        reference=cells.get("payment_intent_id", "").strip()[:120],
        other_reference=(charge or source)[:120],
        payout=payout[:120],
        paid_minor=paid[0],
        paid_currency=paid[1],
        description=(cells.get("description", "").strip() or category)[:300],
    )


class _Cells:
    """The cells of one row, whose faults are told."""

    def __init__(self, number: int, cells: Mapping[str, str], findings: Findings) -> None:
        self._number, self._cells, self._findings = number, cells, findings

    def identity(self) -> str:
        found = self._cells["balance_transaction_id"].strip()
        if not found or len(found) > 120 or not found.isprintable():
            self._tell("balance_transaction_id", "is empty or no id of Stripe.")
            return ""
        return found

    def currency(self) -> str:
        found = self._cells["currency"].strip().upper()
        if not re.fullmatch("[A-Z]{3}", found):
            self._tell("currency", "is not a currency such as BRL.")
            return ""
        return found

    def amount(self, name: str, currency: str) -> int | None:
        text = self._cells[name].strip()
        # With three decimals a point could be one of thousands; reports never group.
        sign = "," if "," in text else "."
        try:
            return amount_in(text, currency or "BRL", sign)
        except ValueError as error:
            self._tell(name, f"“{text[:40]}” {error}. Write it as 12.50.")
            return None

    def paid(self, currency: str, gross: int) -> tuple[int | None, str]:
        """What the shopper paid or got back, where that is of another currency; signed as gross."""
        other = self._cells.get("customer_facing_currency", "").strip().upper()
        has_amount = self._cells.get("customer_facing_amount", "").strip()
        if not re.fullmatch("[A-Z]{3}", other) or other == currency or not has_amount:
            return None, ""
        found = self.amount("customer_facing_amount", other)
        if found is None:
            return None, ""
        return (abs(found) if gross > 0 else -abs(found)), other

    def moment(self, zone: str) -> datetime | None:
        pairs = (("created_utc", UTC), ("created", ZoneInfo(zone)),
                 ("effective_at_utc", UTC), ("effective_at", ZoneInfo(zone)))  # fmt: skip
        for name, tz in pairs:
            text = self._cells.get(name, "").strip()
            if not text:
                continue
            try:
                found = datetime.fromisoformat(text)
            except ValueError:
                break
            if 1990 <= found.year <= 2999:
                return (found if found.tzinfo else found.replace(tzinfo=tz)).astimezone(UTC)
            break
        self._tell("created", "is not a time such as 2026-11-30 12:00:00.")
        return None

    def _tell(self, column: str, says: str) -> None:
        self._findings.add(self._number, column, says)
