"""Changes: attempts counted, orders scored, decided about, thresholds saved."""

from balcao.domains.risk.operations.buying import complete_cart, pay_another_way, purchase
from balcao.domains.risk.operations.deciding import (
    cancel,
    forget_visitors,
    release,
    save_terms,
)
from balcao.domains.risk.operations.scoring import score_order

__all__ = [
    "cancel",
    "complete_cart",
    "forget_visitors",
    "pay_another_way",
    "purchase",
    "release",
    "save_terms",
    "score_order",
]
