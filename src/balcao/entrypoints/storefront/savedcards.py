"""Saved cards as pages show them."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext

from balcao.domains.payments.values import SavedCardInfo
from balcao.entrypoints.storefront.viewmodels.paying import SavedCardRow

BRANDS = {
    "visa": "Visa",
    "mastercard": "Mastercard",
    "amex": "American Express",
    "diners": "Diners Club",
    "discover": "Discover",
    "elo": "Elo",
    "hipercard": "Hipercard",
    "jcb": "JCB",
    "unionpay": "UnionPay",
}


def saved_card_row(card: SavedCardInfo, now: datetime, *, url: str = "") -> SavedCardRow:
    """A card by what its holder knows it by; a card is good until the end of its month."""
    is_over = (card.exp_year, card.exp_month) < (now.year, now.month)
    expiry = f"{card.exp_month:02}/{card.exp_year % 100:02}"
    said = gettext("expired %(month)s") if is_over else gettext("until %(month)s")
    return SavedCardRow(
        id=str(card.id),
        label=gettext("%(brand)s ending in %(digits)s")
        % {"brand": BRANDS.get(card.brand, card.brand.title()), "digits": card.last4},
        expiry=said % {"month": expiry},
        is_over=is_over,
        url=url,
    )
