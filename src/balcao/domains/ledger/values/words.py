"""The words of the books: types of accounts, kinds of journals."""

from __future__ import annotations

from enum import StrEnum


class AccountType(StrEnum):
    """The five types of accounts; assets and expenses grow on the debit side."""

    ASSET = "asset"
    LIABILITY = "liability"
    EQUITY = "equity"
    INCOME = "income"
    EXPENSE = "expense"


class JournalKind(StrEnum):
    """What a journal was written for."""

    ORDER_PLACED = "order_placed"
    ORDER_SHIPPED = "order_shipped"
    ORDER_CANCELLED = "order_cancelled"
    CAPTURED = "captured"
    REFUNDED = "refunded"
    CREDIT_NOTE = "credit_note"
    STORED_VALUE = "stored_value"
    STOCK = "stock"
    PAYOUT = "payout"
    RECONCILED = "reconciled"
    MANUAL = "manual"


class PeriodAction(StrEnum):
    """What was done to a month of the books."""

    CLOSED = "closed"
    REOPENED = "reopened"
