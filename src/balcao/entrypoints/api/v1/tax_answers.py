"""Shapes of tables of rates, of purchases that are tried, and of the tax report."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from balcao.domains.pricing.queries import note_in_words
from balcao.domains.pricing.values import Place, TaxableLine, TaxResult
from balcao.entrypoints.api.shapes import MOST_MINOR, In, Out, When


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
