"""Amounts as Stripe counts them, and what it can put on a statement.

Source: Stripe, *Supported currencies* (zero-decimal, three-decimal and special cases) and
*Statement descriptors*.
"""

from __future__ import annotations

import re
from typing import Final

from balcao.kernel.money import Money, digits_of

# UGX and ISK are not among them: they have no decimals and are counted with two.
ZERO: Final = frozenset({
    "BIF", "CLP", "DJF", "GNF", "JPY", "KMF", "KRW", "MGA", "PYG", "RWF", "VND", "VUV", "XAF",
    "XOF", "XPF",
})  # fmt: skip
THREE: Final = frozenset(["BHD", "JOD", "KWD", "OMR", "TND"])


class Uncountable(ValueError):
    """Stripe has no way to say this amount."""


def places_of(currency: str) -> int:
    """How many decimals Stripe counts of a currency."""
    if currency in ZERO:
        return 0
    return 3 if currency in THREE else 2


def to_stripe(amount: Money) -> int:
    """An amount as Stripe counts it.

    :raises Uncountable: it is nothing, or finer than Stripe can charge.
    """
    exact = amount.major.scaleb(places_of(amount.currency))
    # Of three decimals the last has to be zero.
    step = 10 if amount.currency in THREE else 1
    if exact <= 0 or exact != exact.to_integral_value() or int(exact) % step:
        raise Uncountable(f"Stripe cannot take {amount.major} {amount.currency}.")
    return int(exact)


def from_stripe(count: int, currency: str) -> Money:
    """What Stripe counts as minor units; ``currency`` in any case."""
    code = currency.upper()
    shift = digits_of(code) - places_of(code)
    # Two decimals of a currency without any are always 00.
    return Money(count * 10**shift if shift >= 0 else count // 10**-shift, code)


def suffix_of(reference: str) -> str:
    """What stands behind the shop's name on a statement: short, with a letter, or nothing."""
    bare = re.sub(r"[^A-Za-z0-9 .-]", "", reference)[:12].strip()
    return bare if re.search("[A-Za-z]", bare) else ""
