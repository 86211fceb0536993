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
    BinLine,
    Level,
    LocationInfo,
    LotLine,
    Movement,
    StockThen,
    Supply,
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
    "BinLine",
    "Count",
    "Departure",
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
    "Worth",
]
