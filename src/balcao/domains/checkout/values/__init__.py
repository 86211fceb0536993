"""Purchases and what they cost, as other rooms see them."""

from balcao.domains.checkout.values.purchase import (
    Purchase,
    PurchaseRequest,
    SweepReport,
    WantedLine,
)
from balcao.domains.checkout.values.quote import (
    Account,
    Agreed,
    Credit,
    Given,
    Quote,
    QuoteDiscount,
    QuoteLine,
    QuoteTax,
    ShopperFacts,
    Take,
    Trial,
    VariantFacts,
    Wish,
)
from balcao.domains.checkout.values.reminders import (
    USUAL_HOURS,
    ReminderInfo,
    ReminderReport,
    ReminderRules,
)
from balcao.domains.checkout.values.view import CheckoutView

__all__ = [
    "USUAL_HOURS",
    "Account",
    "Agreed",
    "CheckoutView",
    "Credit",
    "Given",
    "Purchase",
    "PurchaseRequest",
    "Quote",
    "QuoteDiscount",
    "QuoteLine",
    "QuoteTax",
    "ReminderInfo",
    "ReminderReport",
    "ReminderRules",
    "ShopperFacts",
    "SweepReport",
    "Take",
    "Trial",
    "VariantFacts",
    "WantedLine",
    "Wish",
]
