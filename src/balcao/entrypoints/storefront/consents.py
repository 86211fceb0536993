"""What shoppers can agree to, in the words they read. New words get a new version."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext

from balcao.domains.customers.values import ConsentWords

MARKETING_VERSION: Final = "2026-11"


def marketing_words(language: str) -> ConsentWords:
    """The words beside the box that asks to be written to about news."""
    return ConsentWords(version=MARKETING_VERSION, text=marketing_text(), locale=language)


def marketing_text() -> str:
    """As above, the text only."""
    return gettext(
        "Write to me about news, offers and carts I left behind. I can end this at any time."
    )
