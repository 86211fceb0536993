"""Amounts in another currency, by a dated rate. Pure."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal, localcontext
from typing import Final

from balcao.domains.pricing.rules.lists import percent_off
from balcao.domains.pricing.rules.rounding import round_price
from balcao.domains.pricing.values.rates import Rate
from balcao.kernel.money import digits_of

PRECISION: Final = 50


def convert_minor(minor: int, rate: Rate) -> int:
    """Minor units of ``rate.base`` in minor units of ``rate.quote``, halves away from zero."""
    with localcontext() as context:
        context.prec = PRECISION
        major = Decimal(minor).scaleb(-digits_of(rate.base)) * rate.rate
        exact = major.scaleb(digits_of(rate.quote))
        return int(exact.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def inverse(rate: Rate) -> Rate:
    """The same rate the other way round, to twelve significant digits."""
    with localcontext() as context:
        context.prec = 12
        return Rate(rate.quote, rate.base, rate.day, 1 / rate.rate, rate.source)


def derived_minor(minor: int, rate: Rate, *, off_ppm: int = 0, rounding: str = "") -> int:
    """A base price converted, reduced, then rounded to look like a price."""
    return round_price(percent_off(convert_minor(minor, rate), off_ppm), rounding)
