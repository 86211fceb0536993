"""Taxes: what is asked, by which rules, and what comes out.

Amounts are minor units of one currency, rates parts per million (190000 is 19 %), times aware UTC.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

STANDARD = "standard"
ZERO = "zero"
EXEMPT = "exempt"
LIKE_GOODS = ""
"""As the class of shipping: it is taxed as the goods are, in proportion to what they cost."""


class RoundBy(StrEnum):
    """Where a fraction of a minor unit is rounded away."""

    LINE = "line"
    TOTAL = "total"


class RoundMode(StrEnum):
    """How it is rounded; a fraction is never below zero, so up means away from nothing."""

    HALF_UP = "half_up"
    HALF_EVEN = "half_even"
    DOWN = "down"
    UP = "up"


class Elsewhere(StrEnum):
    """What a buyer in a place of other rates pays where prices include tax."""

    KEEP_GROSS = "keep_gross"
    FROM_NET = "from_net"


class TaxNote(StrEnum):
    """What decided about the taxes of a purchase, besides rates."""

    PLACE_UNKNOWN = "place_unknown"
    NO_RATES_HERE = "no_rates_here"
    BUYER_EXEMPT = "buyer_exempt"
    REVERSE_CHARGE = "reverse_charge"
    TAX_ID_NOT_VALID = "tax_id_not_valid"
    FROM_NET = "from_net"


@dataclass(frozen=True, slots=True)
class Place:
    """Where goods go: country ISO 3166-1 alpha-2, region as in addresses."""

    country: str = ""
    region: str = ""
    postal_code: str = ""
    city: str = ""


@dataclass(frozen=True, slots=True)
class TaxableLine:
    """What is paid for one line after discounts; ``line_no`` None is the shipping."""

    line_no: int | None
    amount_minor: int
    tax_class: str = STANDARD


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxRequest:
    """A purchase as taxes see it. ``is_exempt`` says that the buyer has an exemption on file."""

    currency: str
    lines: tuple[TaxableLine, ...]
    ship_to: Place
    at: datetime
    buyer_tax_id: str = ""
    is_exempt: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxRateRule:
    """A rate of a place. Empty country, region or postal codes mean all of them.

    A compound rate is reckoned on the price with the taxes of lower priority. A rate that is
    ``is_inside`` is reckoned on a price that contains the tax itself, as Brazil's ICMS is.
    """

    id: int
    jurisdiction: str
    name: str
    rate_ppm: int
    country: str = ""
    region: str = ""
    postal_codes: tuple[str, ...] = ()
    tax_class: str = STANDARD
    priority: int = 1
    is_compound: bool = False
    is_inside: bool = False
    starts_at: datetime | None = None
    ends_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxRules:
    """All that decides about the taxes of a store; nothing in it means that nothing is taxed."""

    store_id: int
    rates: tuple[TaxRateRule, ...] = ()
    prices_include_tax: bool = True
    round_by: RoundBy = RoundBy.LINE
    round_mode: RoundMode = RoundMode.HALF_UP
    elsewhere: Elsewhere = Elsewhere.KEEP_GROSS
    shipping_class: str = LIKE_GOODS
    calculator: str = "tables"
    origin: Place = field(default_factory=Place)
    reverse_charge: bool = True

    @property
    def is_empty(self) -> bool:
        """Whether nothing can be taxed: no rates, and nobody else who is asked."""
        return not self.rates and self.calculator == "tables"


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxLine:
    """One tax on one line, or on the shipping where ``line_no`` is None.

    ``base_minor`` is what the rate is reckoned on. Where ``is_included`` the shopper pays the tax
    inside the price; otherwise it is added on top.
    """

    line_no: int | None
    jurisdiction: str
    name: str
    rate_ppm: int
    base_minor: int
    amount_minor: int
    is_included: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxResult:
    """The taxes of a purchase.

    What the shopper pays is what the lines cost, less ``exemption_minor`` (tax inside the prices
    that is not owed), plus ``added_minor``; ``included_minor`` is tax that stays inside.
    """

    lines: tuple[TaxLine, ...] = ()
    added_minor: int = 0
    included_minor: int = 0
    exemption_minor: int = 0
    notes: tuple[TaxNote, ...] = ()
