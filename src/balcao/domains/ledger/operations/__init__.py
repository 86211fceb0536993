"""Changes to the books; they only ever grow."""

from balcao.domains.ledger.operations.by_hand import book_by_hand, write_off_order
from balcao.domains.ledger.operations.catching_up import catch_up
from balcao.domains.ledger.operations.partitions import ensure_ledger_partitions
from balcao.domains.ledger.operations.periods import close_month, reopen_month
from balcao.domains.ledger.operations.posting import (
    post_order,
    post_reconciled,
    post_reversed,
    post_stock,
    post_value,
)

__all__ = [
    "book_by_hand",
    "catch_up",
    "close_month",
    "ensure_ledger_partitions",
    "post_order",
    "post_reconciled",
    "post_reversed",
    "post_stock",
    "post_value",
    "reopen_month",
    "write_off_order",
]
