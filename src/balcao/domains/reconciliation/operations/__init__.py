"""Changes: files taken in, lines matched, decided about and undone."""

from balcao.domains.reconciliation.operations.accounts import save_bank_account, save_terms
from balcao.domains.reconciliation.operations.deciding import (
    accept,
    book_as,
    leave,
    match_by_hand,
)
from balcao.domains.reconciliation.operations.files import read_statement, take_in
from balcao.domains.reconciliation.operations.matching import look_again, match_statement
from balcao.domains.reconciliation.operations.undoing import undo

__all__ = [
    "accept",
    "book_as",
    "leave",
    "look_again",
    "match_by_hand",
    "match_statement",
    "read_statement",
    "save_bank_account",
    "save_terms",
    "take_in",
    "undo",
]
