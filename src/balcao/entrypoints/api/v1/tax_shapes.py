"""Shapes of taxes. Rates are parts per million: 190000 is 19 %."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field, StringConstraints

from balcao.domains.pricing.values import (
    Elsewhere,
    RoundBy,
    RoundMode,
)
from balcao.entrypoints.api.shapes import In, Moment, Out, When

Postal = Annotated[str, StringConstraints(max_length=40)]


class TaxSettingsIn(In):
    """How taxes are reckoned. The origin is where goods are sent from."""

    prices_include_tax: bool = True
    round_by: RoundBy = RoundBy.LINE
    round_mode: RoundMode = RoundMode.HALF_UP
    elsewhere: Elsewhere = Elsewhere.KEEP_GROSS
    shipping_class: str = Field("", max_length=40)
    calculator: str = Field("tables", max_length=40)
    origin_country: str = Field("", pattern="^([A-Z]{2})?$", description="ISO 3166-1 alpha-2.")
    origin_region: str = Field("", max_length=40)
    origin_postal_code: str = Field("", max_length=12)
    reverse_charge: bool = True


class TaxSettingsOut(Out):
    """How taxes are reckoned."""

    prices_include_tax: bool
    round_by: str
    round_mode: str
    elsewhere: str
    shipping_class: str
    calculator: str
    origin_country: str
    origin_region: str
    origin_postal_code: str
    reverse_charge: bool


class TaxZoneIn(In):
    """Where rates hold; empty country, region or postal codes mean all of them."""

    code: str = Field(max_length=40, description="The jurisdiction, such as CA-QC.")
    name: str = Field(max_length=80)
    country: str = Field("", max_length=2, description="ISO 3166-1 alpha-2.")
    region: str = Field("", max_length=80)
    postal_codes: list[Postal] = Field(
        [], max_length=500, description="Whole, a start (`75*`) or a range (`90210..90220`)."
    )


class TaxZoneOut(Out):
    """A zone."""

    id: int
    code: str
    name: str
    country: str
    region: str
    postal_codes: list[str]
    version: int


class TaxZonesOut(Out):
    """Every zone of the shop."""

    items: list[TaxZoneOut]


class TaxRateIn(In):
    """A rate of a zone for a class of goods."""

    zone_id: int = Field(ge=1, le=2**31 - 1)
    tax_class: str = Field("standard", max_length=40)
    name: str = Field(max_length=60)
    rate_ppm: int = Field(ge=0, lt=1_000_000)
    priority: int = Field(1, ge=1, le=9)
    is_compound: bool = Field(default=False, description="On the taxes of lower priority too.")
    is_inside: bool = Field(default=False, description="On a price that has it inside.")
    starts_at: When | None = None
    ends_at: When | None = None
    source: str = Field("", max_length=300)
    source_date: date | None = None


class TaxRateOut(Out):
    """A rate of a zone for a class of goods, with the source it was taken from."""

    id: int
    zone_id: int
    tax_class: str
    name: str
    rate_ppm: int
    priority: int
    is_compound: bool
    is_inside: bool
    starts_at: Moment | None
    ends_at: Moment | None
    source: str
    source_date: date | None
    table: str
    is_edited: bool
    version: int


class TaxRatesOut(Out):
    """Every rate of the shop."""

    items: list[TaxRateOut]


class TaxExemptionIn(In):
    """A buyer who pays no tax, in one country or everywhere, until a moment or for good."""

    email: str = Field(max_length=254)
    reason: str = Field(max_length=200)
    tax_id: str = Field("", max_length=40, description="Its check digits are checked.")
    country: str = Field("", max_length=2, description="ISO 3166-1 alpha-2; empty: everywhere.")
    until: When | None = None


class TaxExemptionOut(Out):
    """An exemption on file."""

    id: int
    email: str
    reason: str
    tax_id: str
    country: str
    until: Moment | None
    version: int


class TaxExemptionsOut(Out):
    """Every exemption of the shop."""

    items: list[TaxExemptionOut]


class TaxClassesOut(Out):
    """The classes of goods that every shop knows; a shop may use others."""

    items: list[str]
