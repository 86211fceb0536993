"""Prices as other rooms see them."""

from balcao.domains.pricing.values.prices import PriceRow, VariantPrice
from balcao.domains.pricing.values.taxes import (
    EXEMPT,
    LIKE_GOODS,
    STANDARD,
    ZERO,
    Elsewhere,
    Place,
    RoundBy,
    RoundMode,
    TaxableLine,
    TaxLine,
    TaxNote,
    TaxRateRule,
    TaxRequest,
    TaxResult,
    TaxRules,
)

__all__ = [
    "EXEMPT",
    "LIKE_GOODS",
    "STANDARD",
    "ZERO",
    "Elsewhere",
    "Place",
    "PriceRow",
    "RoundBy",
    "RoundMode",
    "TaxLine",
    "TaxNote",
    "TaxRateRule",
    "TaxRequest",
    "TaxResult",
    "TaxRules",
    "TaxableLine",
    "VariantPrice",
]
