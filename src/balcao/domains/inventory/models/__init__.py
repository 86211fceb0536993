"""Stock: places, levels, the ledger that explains them, lots, bins, and promises made on them."""

from balcao.domains.inventory.models.adjustments import Adjustment
from balcao.domains.inventory.models.counts import CountLine, CountRhythm, StockCount
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
from balcao.domains.inventory.models.transfers import Transfer, TransferLine, TransferLotLine

__all__ = [
    "Adjustment",
    "Bin",
    "BinMove",
    "BinStock",
    "ChannelBuffer",
    "Commitment",
    "CostLayer",
    "CountLine",
    "CountRhythm",
    "Expected",
    "KitComponent",
    "Location",
    "Lot",
    "LotStock",
    "SellingPolicy",
    "StockCount",
    "StockItem",
    "StockLevel",
    "StockMovement",
    "StockSettings",
    "Transfer",
    "TransferLine",
    "TransferLotLine",
]
