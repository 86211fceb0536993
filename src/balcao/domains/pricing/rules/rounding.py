"""Prices that look like prices, and amounts that can be paid with coins. Pure.

A rounding is a text: empty for none, ``end:90`` for the nearest price that ends in 90 minor units,
``step:500`` for the nearest multiple of 500 minor units. ``,up`` or ``,down`` behind it takes the
next above or below instead of the nearest; of two that are equally near, the higher is taken.
"""

from __future__ import annotations

import re
from typing import Final

from balcao.domains.pricing.errors import BadRounding

HUNDRED: Final = 100
SHAPE: Final = re.compile(
    r"(?:end:(?P<end>\d{1,2})|step:(?P<step>[1-9]\d{0,8}))(?:,(?P<way>up|down))?", re.ASCII
)

# The smallest amount that coins can pay, in minor units, where it is above one minor unit.
# CHF: 5 centimes, Swiss National Bank, "Coins" (1 and 2 centimes withdrawn 1978 and 2007).
# CAD: 5 cents, Royal Canadian Mint, "Phasing out the penny" (4 February 2013).
# AUD: 5 cents, Reserve Bank of Australia and ACCC, "Rounding" (1 and 2 cents withdrawn 1992).
# NZD: 10 cents, Reserve Bank of New Zealand (5 cents withdrawn 31 October 2006).
# DKK: 50 øre, Danmarks Nationalbank (25 øre withdrawn 1 October 2008).
# NOK: 1 krone, Norges Bank (50 øre withdrawn 1 May 2012).
# SEK: 1 krona, Sveriges Riksbank (50 öre withdrawn 30 September 2010).
# CZK: 1 koruna, Czech National Bank (50 haléřů withdrawn 31 August 2008).
# HUF: 5 forint, Act III of 2008 (1 and 2 forint withdrawn 1 March 2008).
CASH_STEPS: Final[dict[str, int]] = {
    "AUD": 5,
    "CAD": 5,
    "CHF": 5,
    "CZK": 100,
    "DKK": 50,
    "HUF": 500,
    "NOK": 100,
    "NZD": 10,
    "SEK": 100,
}


def check_rounding(text: str) -> str:
    """The text as it is, when it is a rounding.

    :raises BadRounding: it is none.
    """
    if text and not SHAPE.fullmatch(text):
        raise BadRounding(
            f"“{text}” is not a rounding: leave it empty, or write end:90, step:500, "
            "with ,up or ,down behind it.",
            field="rounding",
        )
    return text


def round_price(minor: int, rounding: str) -> int:
    """A price of minor units, rounded; never negative, and never zero unless it was.

    :raises BadRounding: the text is not a rounding.
    """
    if not rounding or minor <= 0:
        return max(minor, 0)
    found = SHAPE.fullmatch(check_rounding(rounding))
    assert found is not None
    end, step, way = found["end"], found["step"], found["way"]
    if end is not None:
        return _on_grid(minor, int(end), HUNDRED, way)
    return _on_grid(minor, 0, int(step), way)


def cash_step(currency: str) -> int:
    """The smallest amount that can be paid in cash, in minor units of the currency."""
    return CASH_STEPS.get(currency, 1)


def round_cash(minor: int, currency: str) -> int:
    """An amount as it is paid in cash, to the nearest coin, halves away from zero."""
    step, sign = cash_step(currency), -1 if minor < 0 else 1
    return sign * ((abs(minor) * 2 + step) // (2 * step)) * step


def _on_grid(minor: int, offset: int, step: int, way: str | None) -> int:
    """The grid is offset, offset + step, offset + 2 step…; zero is not on it."""
    below = (minor - offset) // step * step + offset
    above = below if below == minor else below + step
    if below <= 0:
        return above if above > 0 else above + step
    if way == "down":
        return below
    return above if way == "up" or above - minor <= minor - below else below
