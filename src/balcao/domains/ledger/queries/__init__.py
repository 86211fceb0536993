"""Reads about the books."""

from balcao.domains.ledger.queries.balances import (
    account_by_id,
    accounts_by_hand,
    open_contracts,
    order_balances,
    trial_balance,
)
from balcao.domains.ledger.queries.exporting import (
    beancount_text,
    journals_csv,
    trial_balance_csv,
)
from balcao.domains.ledger.queries.journals import (
    account_page,
    journal_by_id,
    journal_by_source,
    journals_of_order,
    journals_page,
)
from balcao.domains.ledger.queries.missing import Missing, missing_facts
from balcao.domains.ledger.queries.periods import (
    books_of,
    month_due,
    period_steps,
    profit_by_month,
)
from balcao.domains.ledger.queries.story import story_of

__all__ = [
    "Missing",
    "account_by_id",
    "account_page",
    "accounts_by_hand",
    "beancount_text",
    "books_of",
    "journal_by_id",
    "journal_by_source",
    "journals_csv",
    "journals_of_order",
    "journals_page",
    "missing_facts",
    "month_due",
    "open_contracts",
    "order_balances",
    "period_steps",
    "profit_by_month",
    "story_of",
    "trial_balance",
    "trial_balance_csv",
]
