"""Shapes of taxes. Rates are parts per million: 190000 is 19 %."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field, StringConstraints

from balcao.domains.pricing.queries import note_in_words
from balcao.domains.pricing.values import (
    Elsewhere,
    Place,
    RoundBy,
    RoundMode,
    TaxableLine,
    TaxResult,
)
from balcao.entrypoints.api.shapes import MOST_MINOR, In, Moment, Out, When

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


class TaxTableOut(Out):
    """A table of rates that comes with the product."""

    code: str
    title: str
    source: str
    source_date: date
    note: str
    rates: int


class TaxTablesOut(Out):
    """The tables that can be loaded."""

    items: list[TaxTableOut]


class TableChangeOut(Out):
    """A rate of a table beside the one that the shop has, if it has one."""

    zone: str
    tax_class: str
    name: str
    rate_ppm: int
    starts_on: date | None
    ends_on: date | None
    what: str = Field(description="new, changed, kept (people edited it) or same.")
    now_ppm: int | None


class TableChangesOut(Out):
    """What loading a table would do."""

    items: list[TableChangeOut]


class LoadedOut(Out):
    """What loading did: rates made, brought up to date, and left as people set them."""

    added: int
    updated: int
    kept: int


class PlaceIn(In):
    """Where goods go."""

    country: str = Field(max_length=2, description="ISO 3166-1 alpha-2.")
    region: str = Field("", max_length=80)
    postal_code: str = Field("", max_length=20)

    def place(self) -> Place:
        """The place as domains know it."""
        return Place(self.country.upper(), self.region, self.postal_code)


class TryLineIn(In):
    """What is paid for one line after discounts, in minor units."""

    amount_minor: int = Field(ge=0, le=MOST_MINOR)
    tax_class: str = Field("standard", max_length=40)


class TryIn(In):
    """A purchase to try taxes on; nothing is kept."""

    ship_to: PlaceIn
    lines: list[TryLineIn] = Field(min_length=1, max_length=200)
    shipping_minor: int = Field(0, ge=0, le=MOST_MINOR)
    email: str = Field("", max_length=254)
    tax_id: str = Field("", max_length=40)
    at: When | None = Field(None, description="The moment whose rates hold; now by default.")

    def taxable(self) -> tuple[TaxableLine, ...]:
        """Lines numbered from 1, the shipping last."""
        goods = [
            TaxableLine(nr, one.amount_minor, one.tax_class)
            for nr, one in enumerate(self.lines, start=1)
        ]
        shipping = [TaxableLine(None, self.shipping_minor)] if self.shipping_minor else []
        return (*goods, *shipping)


class TriedLineOut(Out):
    """One tax on one line, or on the shipping where `line_no` is null."""

    line_no: int | None
    jurisdiction: str
    name: str
    rate_ppm: int
    base_minor: int
    amount_minor: int
    is_included: bool


class TaxNoteOut(Out):
    """What decided besides rates."""

    code: str
    says: str


class TriedOut(Out):
    """The taxes of a purchase and why they are so."""

    currency: str
    lines: list[TriedLineOut]
    added_minor: int
    included_minor: int
    exemption_minor: int
    pays_minor: int
    notes: list[TaxNoteOut]

    @classmethod
    def of(cls, result: TaxResult, currency: str, asked_minor: int) -> TriedOut:
        """From what was reckoned; ``asked_minor`` is what lines and shipping cost."""
        return cls(
            currency=currency,
            lines=[TriedLineOut.model_validate(one) for one in result.lines],
            added_minor=result.added_minor,
            included_minor=result.included_minor,
            exemption_minor=result.exemption_minor,
            pays_minor=asked_minor - result.exemption_minor + result.added_minor,
            notes=[TaxNoteOut(code=one, says=note_in_words(one)) for one in result.notes],
        )


class TaxReportRowOut(Out):
    """One tax at one rate; what cancelled orders had is taken off `base_minor` and `tax_minor`."""

    currency: str
    jurisdiction: str
    name: str
    rate_ppm: int
    is_included: bool
    orders: int
    base_minor: int
    tax_minor: int
    gross_base_minor: int
    gross_tax_minor: int
    cancelled_base_minor: int
    cancelled_tax_minor: int


class TaxReportOut(Out):
    """Taxes of a period by jurisdiction and rate; days are those of the shop's time zone."""

    first: date
    last: date
    time_zone: str
    items: list[TaxReportRowOut]
