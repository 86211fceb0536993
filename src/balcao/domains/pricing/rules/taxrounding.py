"""Rounding of exact tax to minor units, by line or once by total. Pure.

Authorities differ. HMRC lets a total of VAT be rounded down to a whole penny, retailers by line to
the nearest (VAT Notice 700, section 17.5). The Canada Revenue Agency rounds half a cent up
(Excise Tax Act, section 165.2). The European Court of Justice leaves the method to the member
states (C-484/06, Ahold; C-302/07, Wetherspoon).
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import ceil, floor, lcm

from balcao.domains.pricing.values import RoundMode
from balcao.kernel.shares import spread

HALF = Fraction(1, 2)


def rounded(exact: Fraction, mode: RoundMode) -> int:
    """A tax that is not negative as whole minor units.

    >>> [rounded(Fraction(5, 2), mode) for mode in RoundMode]
    [3, 2, 2, 3]
    """
    if mode is RoundMode.HALF_UP:
        return floor(exact + HALF)
    if mode is RoundMode.HALF_EVEN:
        return round(exact)
    return floor(exact) if mode is RoundMode.DOWN else ceil(exact)


def rounded_once(exacts: Sequence[Fraction], mode: RoundMode) -> list[int]:
    """Round the sum once and share it out; no share is a minor unit away from its exact tax."""
    shares = [floor(exact) for exact in exacts]
    rest = rounded(sum(exacts, Fraction(0)), mode) - sum(shares)
    over = sorted(range(len(exacts)), key=lambda i: (shares[i] - exacts[i], i))
    for i in over[:rest]:
        shares[i] += 1
    return shares


def split(amount: int, exacts: Sequence[Fraction]) -> list[int]:
    """Share an amount between taxes in proportion to what each is exactly."""
    whole = lcm(*(exact.denominator for exact in exacts))
    return spread(amount, [int(exact * whole) for exact in exacts])
