"""The words of reconciliation: kinds and states of lines, causes, ways to book."""

from __future__ import annotations

from enum import StrEnum


class LineKind(StrEnum):
    """What a line says happened; BANK is money in or out of a bank account."""

    CAPTURE = "capture"
    REFUND = "refund"
    CHARGEBACK = "chargeback"
    FEE = "fee"
    PAYOUT = "payout"
    OTHER = "other"
    BANK = "bank"


class LineState(StrEnum):
    """OPEN waits for a person, NOTED was left as it is with a note; nothing is booked for both."""

    NEW = "new"
    OPEN = "open"
    MATCHED = "matched"
    BOOKED = "booked"
    NOTED = "noted"


class Cause(StrEnum):
    """Why a line does not match by itself."""

    NONE = ""
    AMOUNT = "amount"
    FEE = "fee"
    PARTIAL = "partial"
    CURRENCY = "currency"
    UNKNOWN = "unknown"
    DOUBLE = "double"
    UNPAID = "unpaid"
    LIKELY = "likely"
    UNEXPLAINED = "unexplained"


class BookAs(StrEnum):
    """What staff may book a line, or its difference, as."""

    FEE = "fee"
    CHARGEBACK = "chargeback"
    WRITE_OFF = "write_off"


class StatementState(StrEnum):
    """REFUSED has findings and changed nothing; TAKEN has its lines and is being matched."""

    WAITING = "waiting"
    TAKEN = "taken"
    DONE = "done"
    REFUSED = "refused"
