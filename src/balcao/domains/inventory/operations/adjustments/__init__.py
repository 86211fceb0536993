"""Changes to stock that somebody asks for; great ones wait for somebody else."""

from balcao.domains.inventory.operations.adjustments.asking import adjust_stock, adjust_to_count
from balcao.domains.inventory.operations.adjustments.deciding import (
    approve_adjustment,
    reject_adjustment,
    withdraw_adjustment,
)

__all__ = [
    "adjust_stock",
    "adjust_to_count",
    "approve_adjustment",
    "reject_adjustment",
    "withdraw_adjustment",
]
