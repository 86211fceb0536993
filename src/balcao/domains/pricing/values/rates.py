"""Exchange rates and the settings about prices."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Rate:
    """How many major units of ``quote`` one major unit of ``base`` was worth on a day."""

    base: str
    quote: str
    day: date
    rate: Decimal
    source: str


@dataclass(frozen=True, slots=True)
class PriceChoices:
    """What a store chose about prices.

    ``lowest_price`` is auto (where the law asks for it), always or never; ``rate_days`` is how old
    an exchange rate may be, in days.
    """

    lowest_price: str = "auto"
    rate_days: int = 7
