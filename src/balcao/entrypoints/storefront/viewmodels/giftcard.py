"""The page where a shopper asks what is left on a gift card."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class GiftCardPage:
    """The form, with what came of it; ``balance`` and what follows are empty before."""

    title: str
    url: str
    code: str = ""
    error: str = ""
    balance: str = ""
    state: str = ""
    ends: str = ""
    is_good: bool = True
