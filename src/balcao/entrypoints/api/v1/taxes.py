"""Taxes of a shop: how they are reckoned, its rates, and the tables of rates it may load."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date

from django.http import HttpResponse
from ninja import Router
from pydantic import Field

from balcao.domains.pricing import errors, operations, queries
from balcao.domains.pricing.values import Elsewhere, RoundBy, RoundMode, TaxSettings
from balcao.domains.team.values import Capability
from balcao.entrypoints.api.answers import reply, seen_number
from balcao.entrypoints.api.auth import StaffRequest
from balcao.entrypoints.api.contract import staff
from balcao.entrypoints.api.here import store_of
from balcao.entrypoints.api.shapes import In, Out
from balcao.plumbing.audit import acting

router = Router()


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
    origin_postal_code: str = Field("", max_length=20)
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


class TaxRateOut(Out):
    """A rate of a zone for a class of goods; ``rate_ppm`` 190000 is 19 %."""

    id: int
    zone_id: int
    tax_class: str
    name: str
    rate_ppm: int
    priority: int
    is_compound: bool
    source: str
    source_date: date | None
    is_edited: bool


class TaxRatesOut(Out):
    """Every rate of the shop."""

    items: list[TaxRateOut]


class TaxTableOut(Out):
    """A table of rates that comes with the product."""

    code: str


class TaxTablesOut(Out):
    """The tables that can be loaded."""

    items: list[TaxTableOut]


class LoadedOut(Out):
    """What loading did: rates made, brought up to date, and left as people set them."""

    added: int
    updated: int
    kept: int


@router.get(
    "/taxes/settings", response=TaxSettingsOut, **staff(Capability.EDIT_TAXES, versioned=True)
)
def get_tax_settings(request: StaffRequest) -> HttpResponse:
    """How this shop reckons taxes."""
    return _settings(queries.tax_settings(store_of(request).id))


@router.put(
    "/taxes/settings",
    response=TaxSettingsOut,
    **staff(Capability.EDIT_TAXES, errors.BadTax, errors.TaxChanged, if_match="required"),
)
def put_tax_settings(request: StaffRequest, said: TaxSettingsIn) -> HttpResponse:
    """Change how taxes are reckoned, if nobody else has since you looked."""
    wanted = TaxSettings(**said.model_dump(), version=seen_number(request))
    with acting(request.auth.email, source="api"):
        saved = operations.save_tax_settings(store_id=store_of(request).id, settings=wanted)
    return _settings(saved)


@router.get("/taxes/rates", response=TaxRatesOut, **staff(Capability.EDIT_TAXES))
def list_tax_rates(request: StaffRequest) -> HttpResponse:
    """Every rate, with the source it was taken from."""
    found = queries.tax_rates(store_of(request).id)
    return reply(TaxRatesOut(items=[TaxRateOut.model_validate(one) for one in found]))


@router.get("/taxes/tables", response=TaxTablesOut, **staff(Capability.EDIT_TAXES))
def list_tax_tables(request: StaffRequest) -> HttpResponse:
    """The tables of rates that come with the product."""
    return reply(TaxTablesOut(items=[TaxTableOut(code=one.code) for one in queries.tax_tables()]))


@router.post(
    "/taxes/tables/{code}/load",
    response=LoadedOut,
    **staff(Capability.EDIT_TAXES, errors.NoSuchTaxTable),
)
def load_tax_table(request: StaffRequest, code: str) -> HttpResponse:
    """Load a table, or bring its rates up to date; what people have edited is kept. Repeatable."""
    with acting(request.auth.email, source="api"):
        done = operations.load_tax_table(store_id=store_of(request).id, code=code)
    return reply(LoadedOut.model_validate(done))


def _settings(found: TaxSettings) -> HttpResponse:
    return reply(TaxSettingsOut(**asdict(found)), version=found.version)
