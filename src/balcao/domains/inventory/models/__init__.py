"""Stock: places, levels, the ledger that explains them, lots, bins, and promises made on them."""

from balcao.domains.inventory.models.items import StockItem, StockSettings
from balcao.domains.inventory.models.ledger import CostLayer, StockMovement
from balcao.domains.inventory.models.levels import Commitment, Expected, StockLevel
from balcao.domains.inventory.models.lots import BinMove, BinStock, Lot, LotStock
from balcao.domains.inventory.models.places import Bin, Location
from balcao.domains.inventory.models.selling import (
    ChannelBuffer,
    KitComponent,
    SellingPolicy,
)

__all__ = [
    "Bin",
    "BinMove",
    "BinStock",
    "ChannelBuffer",
    "Commitment",
    "CostLayer",
    "Expected",
    "KitComponent",
    "Location",
    "Lot",
    "LotStock",
    "SellingPolicy",
    "StockItem",
    "StockLevel",
    "StockMovement",
    "StockSettings",
]
