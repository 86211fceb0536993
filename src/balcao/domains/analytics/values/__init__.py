"""Back-tests: what is tried, on which orders, and what came of it."""

from balcao.domains.analytics.values.backtests import (
    AskedBackTest,
    BackTestInfo,
    Beside,
    Kind,
    State,
)
from balcao.domains.analytics.values.results import Change, Result, Side, Sums
from balcao.domains.analytics.values.subjects import PriceSubject, PromotionSubject, TaxSubject

__all__ = [
    "AskedBackTest",
    "BackTestInfo",
    "Beside",
    "Change",
    "Kind",
    "PriceSubject",
    "PromotionSubject",
    "Result",
    "Side",
    "State",
    "Sums",
    "TaxSubject",
]
