"""Purchases and what they cost, as other rooms see them."""

from balcao.domains.checkout.values.purchase import (
    CheckoutView,
    Purchase,
    PurchaseRequest,
    SweepReport,
    Totals,
    WantedLine,
)
from balcao.domains.checkout.values.quote import (
    Account,
    Credit,
    ListPrice,
    Quote,
    QuoteDiscount,
    QuoteLine,
    QuoteTax,
    ShopperFacts,
    Take,
    VariantFacts,
    Wish,
)

__all__ = [
    "Account",
    "CheckoutView",
    "Credit",
    "ListPrice",
    "Purchase",
    "PurchaseRequest",
    "Quote",
    "QuoteDiscount",
    "QuoteLine",
    "QuoteTax",
    "ShopperFacts",
    "SweepReport",
    "Take",
    "Totals",
    "VariantFacts",
    "WantedLine",
    "Wish",
]
