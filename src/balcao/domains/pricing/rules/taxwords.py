"""What decided about the taxes of a purchase, in words for staff. Pure."""

from __future__ import annotations

from typing import Final

from balcao.domains.pricing.values import TaxNote

WORDS: Final = {
    TaxNote.PLACE_UNKNOWN: "It is not known yet where the goods go, so nothing is taxed.",
    TaxNote.NO_RATES_HERE: "No rate holds for these goods at this place and time.",
    TaxNote.BUYER_EXEMPT: "The buyer has an exemption on file.",
    TaxNote.REVERSE_CHARGE: "The buyer is a business in another EU state and accounts for the "
    "tax itself (reverse charge).",
    TaxNote.TAX_ID_NOT_VALID: "The buyer's tax number is not well-formed, so tax is charged.",
    TaxNote.FROM_NET: "The price without the tax at home was taxed anew for this place.",
}


def note_in_words(note: TaxNote) -> str:
    """One note as a sentence."""
    return WORDS[note]
