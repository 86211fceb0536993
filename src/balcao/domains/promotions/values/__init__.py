"""What promotions look at, what they answer, and how they are kept."""

from balcao.domains.promotions.values.deciding import (
    Applied,
    Basket,
    CartItem,
    Gift,
    Left,
    Outcome,
    Promotion,
    Share,
    Shopper,
    Verdict,
)
from balcao.domains.promotions.values.keeping import (
    BatchInfo,
    BatchState,
    CodeInfo,
    DayOfUses,
    FoundCode,
    PromotionDraft,
    PromotionInfo,
    PromotionState,
    Unlocked,
    UseInfo,
)

__all__ = [
    "Applied",
    "Basket",
    "BatchInfo",
    "BatchState",
    "CartItem",
    "CodeInfo",
    "DayOfUses",
    "FoundCode",
    "Gift",
    "Left",
    "Outcome",
    "Promotion",
    "PromotionDraft",
    "PromotionInfo",
    "PromotionState",
    "Share",
    "Shopper",
    "Unlocked",
    "UseInfo",
    "Verdict",
]
