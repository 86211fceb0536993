"""Why a card was declined, in the shopper's words, and what to do about it."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext, gettext_noop

from balcao.domains.payments.ports import Decline
from balcao.entrypoints.storefront.viewmodels.paying import DeclineText

SAID = {
    Decline.FUNDS: gettext_noop(
        "There is not enough on this card for the payment. Please try another card."
    ),
    Decline.EXPIRED: gettext_noop(
        "The card has expired, or its date is not complete. Please check the date."
    ),
    Decline.NUMBER: gettext_noop("The number of the card is not right. Please check it."),
    Decline.CODE: gettext_noop("The security code is not right. Please check it on the card."),
    Decline.NOT_CONFIRMED: gettext_noop(
        "Your bank did not get your confirmation. Please try again or take another card."
    ),
    Decline.LIMIT: gettext_noop("The card has reached its limit. Please try another card."),
    Decline.NOT_ACCEPTED: gettext_noop(
        "This card cannot be used for this payment. Please try another card."
    ),
    Decline.TRY_AGAIN: gettext_noop(
        "The bank could not answer just now. Please try again in a moment."
    ),
    Decline.OTHER: gettext_noop(
        "The card was declined. Please try another card, or choose another way to pay."
    ),
}


def decline_text(why: Decline | None) -> str:
    """One sentence or two; empty when nothing was declined."""
    return gettext(SAID[why]) if why else ""


def decline_texts(codes: Mapping[str, Decline]) -> tuple[DeclineText, ...]:
    """All of them, each with the provider's own codes for it; the last one fits any other."""
    return tuple(
        DeclineText(" ".join(code for code, why in codes.items() if why is one), gettext(text))
        for one, text in SAID.items()
    )
