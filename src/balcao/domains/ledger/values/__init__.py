"""What other rooms may know of the books."""

from balcao.domains.ledger.values.facts import (
    OrderStory,
    PaymentFact,
    StockFact,
    TaxFact,
    WalletFact,
)
from balcao.domains.ledger.values.seen import (
    AccountLine,
    BooksInfo,
    JournalView,
    LineView,
    MonthProfit,
    OrderBalance,
    PeriodStepView,
    TrialRow,
)
from balcao.domains.ledger.values.words import AccountType, JournalKind, PeriodAction
from balcao.domains.ledger.values.written import Draft, Line

__all__ = [
    "AccountLine",
    "AccountType",
    "BooksInfo",
    "Draft",
    "JournalKind",
    "JournalView",
    "Line",
    "LineView",
    "MonthProfit",
    "OrderBalance",
    "OrderStory",
    "PaymentFact",
    "PeriodAction",
    "PeriodStepView",
    "StockFact",
    "TaxFact",
    "TrialRow",
    "WalletFact",
]
