"""Card numbers, which must never be sent, kept or written down by us."""

from __future__ import annotations

import re
from typing import Final

# 13 to 19 digits, as people write them.
DIGITS: Final = re.compile(r"\d(?:[ -]?\d){12,18}")


def looks_like_a_card(text: str) -> bool:
    """Whether there are 13 to 19 digits in it that pass the check of card numbers (Luhn)."""
    return any(_passes_luhn(re.sub(r"\D", "", group)) for group in DIGITS.findall(text))


def _passes_luhn(digits: str) -> bool:
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0
