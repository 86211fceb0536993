"""What files say, and how a bank writes them. Amounts are signed minor units."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from balcao.domains.reconciliation.values.words import LineKind


@dataclass(frozen=True, slots=True, kw_only=True)
class RawLine:
    """One row of a file. ``net_minor`` is gross less fee; ``identity`` is unique in its source.

    ``paid_minor`` of ``paid_currency`` is what the shopper paid or got back, where the row says it
    in another currency than it settles in.
    """

    row: int
    identity: str
    kind: LineKind
    at: datetime
    currency: str
    gross_minor: int
    fee_minor: int
    reference: str = ""
    other_reference: str = ""
    payout: str = ""
    description: str = ""
    balance_minor: int | None = None
    paid_minor: int | None = None
    paid_currency: str = ""

    @property
    def net_minor(self) -> int:
        """What the balance changes by."""
        return self.gross_minor - self.fee_minor


@dataclass(frozen=True, slots=True)
class BankFormat:
    """How a bank writes its CSV. Columns are header names; empty means there is none.

    Either ``amount`` (signed), or ``money_in`` and ``money_out``. ``delimiter`` and ``decimal``
    empty means to find out; ``date_format`` is of ``strptime``, empty for the known ones.
    """

    date: str
    description: str = ""
    amount: str = ""
    money_in: str = ""
    money_out: str = ""
    reference: str = ""
    balance: str = ""
    identity: str = ""
    delimiter: str = ""
    decimal: str = ""
    date_format: str = ""


@dataclass(frozen=True, slots=True)
class BankAccountInfo:
    """One account at a bank; its account in the books is ``bank:<code>``."""

    code: str
    name: str
    currency: str
    format: BankFormat


@dataclass(frozen=True, slots=True)
class TermsInfo:
    """What a store agreed on: days to wait for a report and a bank, and small change."""

    missing_after_days: int = 5
    payout_days: int = 7
    write_off_limit_minor: int = 1000
