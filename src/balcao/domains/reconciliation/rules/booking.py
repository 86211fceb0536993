"""What is booked for a line, so that the books say what the provider or bank says. Pure."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from balcao.domains.ledger.values import Line
from balcao.domains.reconciliation.values import BookAs, Cause, Exchanged, LineKind

BANK: Final = "bank:"
EXCHANGED: Final = "exchanged"
DIFFERENCE: Final = "exchange_difference"
CLEARING: Final = "clearing:"
IN_TRANSIT: Final = "in_transit:"
ACCOUNTS: Final = {
    BookAs.FEE: "fees",
    BookAs.CHARGEBACK: "chargebacks",
    BookAs.WRITE_OFF: "write_off",
}
FACTS: Final = (LineKind.CAPTURE, LineKind.REFUND)


def own_account(source: str) -> str:
    """The account whose balance a line of this source changes."""
    return source if source.startswith(BANK) else CLEARING + source


def moves_own(source: str, *, net_minor: int, fact_minor: int, is_matched: bool) -> int:
    """What a settled line adds to its own account.

    What a provider took or gave back for a payment is in the books already, with the payment.
    """
    is_known = is_matched and not source.startswith(BANK)
    return net_minor - (fact_minor if is_known else 0)


def other_side(source: str, kind: LineKind, provider: str, *, is_payout: bool) -> str:
    """The account against which a matched line is booked; empty where only differences are."""
    if source.startswith(BANK):
        return (IN_TRANSIT if is_payout else CLEARING) + provider
    if kind is LineKind.PAYOUT:
        return IN_TRANSIT + source
    if kind is LineKind.CHARGEBACK:
        return ACCOUNTS[BookAs.CHARGEBACK]
    return ACCOUNTS[BookAs.FEE] if kind is LineKind.FEE else ""


def entries(
    *,
    source: str,
    currency: str,
    gross_minor: int,
    fee_minor: int,
    fact_minor: int,
    other: str,
    off_as: str = "",
) -> tuple[Line, ...]:
    """A balanced journal, or nothing where there is nothing to book.

    ``fact_minor`` is what the line tells of ours; ``other`` the account it is booked against,
    empty where it is in the books already. The rest of the line's gross goes to ``off_as``.
    """
    is_bank = source.startswith(BANK)
    off = gross_minor - fact_minor if off_as else 0
    booked = gross_minor - off
    amounts: dict[str, int] = {}
    for account, amount in (
        (own_account(source), gross_minor - fee_minor - (0 if other or is_bank else booked)),
        (ACCOUNTS[BookAs.FEE], fee_minor),
        (other, -booked if other else 0),
        (off_as, -off),
    ):
        if account and amount:
            amounts[account] = amounts.get(account, 0) + amount
    return tuple(Line(account, amount, currency) for account, amount in amounts.items() if amount)


def exchange_entries(
    *,
    source: str,
    currency: str,
    gross_minor: int,
    fee_minor: int,
    fact_minor: int,
    other: str,
    exchanged: Exchanged,
) -> tuple[Line, ...]:
    """A journal balanced in each currency, for money of ours that came in another one.

    What is in the books leaves its account in the currency it was booked in, what came is booked
    in the line's, and *Exchanged between currencies* stands between them. What came is worth more
    or less than what was booked: the rest, in the store's currency, is a gain or a loss (IAS 21,
    21 and 28: the rate of the day it was booked, and what it settles at).
    """
    store, ours = exchanged.store_currency, exchanged.currency
    gain = exchanged.gain_minor
    amounts: dict[tuple[str, str], int] = {}
    for account, of, amount in (
        (own_account(source), currency, gross_minor - fee_minor),
        (ACCOUNTS[BookAs.FEE], currency, fee_minor),
        (EXCHANGED, currency, -gross_minor),
        (other or own_account(source), ours, -fact_minor),
        (EXCHANGED, ours, fact_minor),
        (DIFFERENCE, store, -gain),
        (EXCHANGED, store, gain),
    ):
        amounts[account, of] = amounts.get((account, of), 0) + amount
    return tuple(Line(account, amount, of) for (account, of), amount in amounts.items() if amount)


def source_of(line_id: UUID, number: int) -> str:
    """What names the journal of a line that is settled for the ``number``-th time."""
    return f"reconciliation:{line_id}:{number}"


def default_off(cause: Cause) -> BookAs:
    """What the difference of a suggestion is booked as."""
    return BookAs.FEE if cause is Cause.FEE else BookAs.WRITE_OFF
