"""What others may know of stock, and how they ask for it."""

from balcao.domains.inventory.values.goods import (
    Arrival,
    Awaited,
    Count,
    Departure,
    Line,
    LotUnits,
    Revaluation,
    StockRules,
)
from balcao.domains.inventory.values.seen import (
    BinInfo,
    BinLine,
    Found,
    Level,
    LocationInfo,
    LotLine,
    Movement,
    StockThen,
    Supply,
    Waiting,
    Worth,
)
from balcao.domains.inventory.values.words import (
    LocationKind,
    Reason,
    Tracking,
    Valuation,
)

__all__ = [
    "Arrival",
    "Awaited",
    "BinInfo",
    "BinLine",
    "Count",
    "Departure",
    "Found",
    "Level",
    "Line",
    "LocationInfo",
    "LocationKind",
    "LotLine",
    "LotUnits",
    "Movement",
    "Reason",
    "Revaluation",
    "StockRules",
    "StockThen",
    "Supply",
    "Tracking",
    "Valuation",
    "Waiting",
    "Worth",
]
