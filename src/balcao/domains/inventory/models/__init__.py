"""Stock: places, levels, the ledger that explains them, lots, bins, and promises made on them."""

from balcao.domains.inventory.models.items import StockItem, StockSettings
from balcao.domains.inventory.models.ledger import CostLayer, StockMovement
from balcao.domains.inventory.models.levels import Commitment, Expected, StockLevel
from balcao.domains.inventory.models.lots import BinMove, BinStock, Lot, LotStock
from balcao.domains.inventory.models.places import Bin, Location

__all__ = [
    "Bin",
    "BinMove",
    "BinStock",
    "Commitment",
    "CostLayer",
    "Expected",
    "Location",
    "Lot",
    "LotStock",
    "StockItem",
    "StockLevel",
    "StockMovement",
    "StockSettings",
]
