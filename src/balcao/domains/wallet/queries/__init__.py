"""Reads about stored value."""

from balcao.domains.wallet.queries.accounts import (
    account_by_id,
    accounts_by_id,
    accounts_of,
    accounts_page,
    card_by_code,
    entries_of_order,
    entries_page,
    lots_left,
)
from balcao.domains.wallet.queries.booking import worth_of_entries
from balcao.domains.wallet.queries.liability import liability, liability_days
from balcao.domains.wallet.queries.program import program_of

__all__ = [
    "account_by_id",
    "accounts_by_id",
    "accounts_of",
    "accounts_page",
    "card_by_code",
    "entries_of_order",
    "entries_page",
    "liability",
    "liability_days",
    "lots_left",
    "program_of",
    "worth_of_entries",
]
