"""Goods that change places: drafted, sent, received, closed."""

from balcao.domains.inventory.operations.transfers.closing import close_transfer, find_lost
from balcao.domains.inventory.operations.transfers.drafts import (
    cancel_transfer,
    change_transfer,
    draft_transfer,
)
from balcao.domains.inventory.operations.transfers.receiving import receive_transfer
from balcao.domains.inventory.operations.transfers.sending import recall_transfer, send_transfer

__all__ = [
    "cancel_transfer",
    "change_transfer",
    "close_transfer",
    "draft_transfer",
    "find_lost",
    "recall_transfer",
    "receive_transfer",
    "send_transfer",
]
