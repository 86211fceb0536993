"""Taxes of a shop: how they are reckoned, its rates, and the tables of rates it may load."""

from __future__ import annotations

from dataclasses import asdict

from django.http import HttpResponse
from ninja import Router

from balcao.domains.pricing import errors, operations, queries
from balcao.domains.pricing.ports import taxes_of
from balcao.domains.pricing.values import CLASSES, TaxRequest, TaxSettings
from balcao.domains.team.values import Capability
from balcao.entrypoints.api.answers import reply, seen_number
from balcao.entrypoints.api.auth import StaffRequest
from balcao.entrypoints.api.contract import staff
from balcao.entrypoints.api.here import moment, store_of
from balcao.entrypoints.api.v1.tax_answers import (
    LoadedOut,
    TableChangeOut,
    TableChangesOut,
    TaxTableOut,
    TaxTablesOut,
    TriedOut,
    TryIn,
)
from balcao.entrypoints.api.v1.tax_shapes import TaxClassesOut, TaxSettingsIn, TaxSettingsOut
from balcao.plumbing.audit import acting

router = Router()


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


@router.get("/taxes/tables", response=TaxTablesOut, **staff(Capability.EDIT_TAXES))
def list_tax_tables(request: StaffRequest) -> HttpResponse:
    """The tables of rates that come with the product."""
    tables = queries.tax_tables()
    items = [TaxTableOut.model_validate({**asdict(one), "rates": len(one.rows)}) for one in tables]
    return reply(TaxTablesOut(items=items))


@router.get(
    "/taxes/tables/{code}/changes",
    response=TableChangesOut,
    **staff(Capability.EDIT_TAXES, errors.NoSuchTaxTable),
)
def list_table_changes(request: StaffRequest, code: str) -> HttpResponse:
    """What loading a table would do, rate by rate. Nothing is written."""
    found = queries.table_changes(store_of(request).id, code)
    items = [
        TableChangeOut.model_validate({**asdict(one.row), "what": one.what, "now_ppm": one.now_ppm})
        for one in found
    ]
    return reply(TableChangesOut(items=items))


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


@router.get("/taxes/classes", response=TaxClassesOut, **staff(Capability.EDIT_TAXES))
def list_tax_classes(request: StaffRequest) -> HttpResponse:
    """The classes of goods: those every shop knows, and others that its rates name."""
    used = {one.tax_class for one in queries.tax_rates(store_of(request).id)}
    return reply(TaxClassesOut(items=[*CLASSES, *sorted(used - set(CLASSES))]))


@router.post(
    "/taxes/try",
    response=TriedOut,
    **staff(
        Capability.EDIT_TAXES, errors.TaxNotKnown, errors.BadTaxAnswer, errors.NoSuchTaxCalculator
    ),
)
def try_tax_purchase(request: StaffRequest, said: TryIn) -> HttpResponse:
    """The taxes of a purchase to any place at any moment, and why they are so."""
    store, place, at = store_of(request), said.ship_to.place(), said.at or moment()
    is_exempt = queries.is_tax_exempt(store.id, said.email, country=place.country, at=at)
    asked = TaxRequest(
        currency=store.currency,
        lines=said.taxable(),
        ship_to=place,
        at=at,
        buyer_tax_id=said.tax_id,
        is_exempt=is_exempt,
    )
    result = taxes_of(asked, queries.tax_rules_of(store.id))
    paid = sum(one.amount_minor for one in asked.lines)
    return reply(TriedOut.of(result, store.currency, paid))


def _settings(found: TaxSettings) -> HttpResponse:
    return reply(TaxSettingsOut(**asdict(found)), version=found.version)
