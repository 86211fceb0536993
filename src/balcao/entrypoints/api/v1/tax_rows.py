"""Zones, rates and exemptions of taxes. A change names the version that was seen (If-Match)."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpResponse
from ninja import Path, Router

from balcao.domains.pricing import errors, operations, queries
from balcao.domains.pricing.values import TaxExemption, TaxRate, TaxZone
from balcao.domains.team.values import Capability
from balcao.entrypoints.api.answers import reply, seen_number
from balcao.entrypoints.api.auth import StaffRequest
from balcao.entrypoints.api.contract import staff
from balcao.entrypoints.api.here import store_of
from balcao.entrypoints.api.keys import write_once
from balcao.entrypoints.api.shapes import MOST_ID
from balcao.entrypoints.api.v1.tax_shapes import (
    TaxExemptionIn,
    TaxExemptionOut,
    TaxExemptionsOut,
    TaxRateIn,
    TaxRateOut,
    TaxRatesOut,
    TaxZoneIn,
    TaxZoneOut,
    TaxZonesOut,
)
from balcao.plumbing.audit import acting

router = Router()
Id = Annotated[int, Path(ge=1, le=MOST_ID)]
EDIT = Capability.EDIT_TAXES
NONE, BAD, CHANGED = errors.NoSuchTaxRow, errors.BadTax, errors.TaxChanged


@router.get("/taxes/zones", response=TaxZonesOut, **staff(EDIT))
def list_tax_zones(request: StaffRequest) -> HttpResponse:
    """Every zone, by code."""
    found = queries.tax_zones(store_of(request).id)
    return reply(TaxZonesOut(items=[TaxZoneOut.model_validate(one) for one in found]))


@router.post("/taxes/zones", response={201: TaxZoneOut}, **staff(EDIT, BAD, key=True))
def create_tax_zone(request: StaffRequest, said: TaxZoneIn) -> HttpResponse:
    """Make a zone: a country, a region of it, or some of its postal codes."""

    def make() -> TaxZoneOut:
        zone = TaxZone(**_plain(said))
        made = operations.save_tax_zone(store_id=store_of(request).id, zone=zone)
        return TaxZoneOut.model_validate(made)

    return write_once(request, said, make, status=201)


@router.put(
    "/taxes/zones/{zone_id}",
    response=TaxZoneOut,
    **staff(EDIT, NONE, BAD, CHANGED, if_match="required"),
)
def put_tax_zone(request: StaffRequest, zone_id: Id, said: TaxZoneIn) -> HttpResponse:
    """Change a zone, if nobody else has since you looked."""
    zone = TaxZone(**_plain(said), id=zone_id, version=seen_number(request))
    with acting(request.auth.email, source="api"):
        saved = operations.save_tax_zone(store_id=store_of(request).id, zone=zone)
    return reply(TaxZoneOut.model_validate(saved), version=saved.version)


@router.delete(
    "/taxes/zones/{zone_id}",
    response={204: None},
    **staff(EDIT, NONE, CHANGED, if_match="required"),
)
def delete_tax_zone(request: StaffRequest, zone_id: Id) -> HttpResponse:
    """Remove a zone with its rates; orders keep the taxes they have."""
    seen = seen_number(request)
    with acting(request.auth.email, source="api"):
        operations.delete_tax_zone(store_id=store_of(request).id, zone_id=zone_id, version=seen)
    return HttpResponse(status=204)


@router.get("/taxes/rates", response=TaxRatesOut, **staff(EDIT))
def list_tax_rates(request: StaffRequest) -> HttpResponse:
    """Every rate, with the source it was taken from."""
    found = queries.tax_rates(store_of(request).id)
    return reply(TaxRatesOut(items=[TaxRateOut.model_validate(one) for one in found]))


@router.post("/taxes/rates", response={201: TaxRateOut}, **staff(EDIT, NONE, BAD, key=True))
def create_tax_rate(request: StaffRequest, said: TaxRateIn) -> HttpResponse:
    """Make a rate. Of rates that overlap in time the one that started last holds."""

    def make() -> TaxRateOut:
        rate = TaxRate(**_plain(said))
        made = operations.save_tax_rate(store_id=store_of(request).id, rate=rate)
        return TaxRateOut.model_validate(made)

    return write_once(request, said, make, status=201)


@router.put(
    "/taxes/rates/{rate_id}",
    response=TaxRateOut,
    **staff(EDIT, NONE, BAD, CHANGED, if_match="required"),
)
def put_tax_rate(request: StaffRequest, rate_id: Id, said: TaxRateIn) -> HttpResponse:
    """Change a rate, or end it on a day; loading its table again then leaves it as it is."""
    rate = TaxRate(**_plain(said), id=rate_id, version=seen_number(request))
    with acting(request.auth.email, source="api"):
        saved = operations.save_tax_rate(store_id=store_of(request).id, rate=rate)
    return reply(TaxRateOut.model_validate(saved), version=saved.version)


@router.delete(
    "/taxes/rates/{rate_id}",
    response={204: None},
    **staff(EDIT, NONE, CHANGED, if_match="required"),
)
def delete_tax_rate(request: StaffRequest, rate_id: Id) -> HttpResponse:
    """Remove a rate. One that a table brought comes back when the table is loaded again."""
    seen = seen_number(request)
    with acting(request.auth.email, source="api"):
        operations.delete_tax_rate(store_id=store_of(request).id, rate_id=rate_id, version=seen)
    return HttpResponse(status=204)


@router.get("/taxes/exemptions", response=TaxExemptionsOut, **staff(EDIT))
def list_tax_exemptions(request: StaffRequest) -> HttpResponse:
    """Every exemption, by mail address."""
    found = queries.tax_exemptions(store_of(request).id)
    return reply(TaxExemptionsOut(items=[TaxExemptionOut.model_validate(one) for one in found]))


@router.post("/taxes/exemptions", response={201: TaxExemptionOut}, **staff(EDIT, BAD, key=True))
def grant_tax_exemption(request: StaffRequest, said: TaxExemptionIn) -> HttpResponse:
    """Tax a buyer no more. A tax number is checked by its digits; no register is asked."""

    def make() -> TaxExemptionOut:
        one = TaxExemption(**_plain(said))
        made = operations.save_tax_exemption(store_id=store_of(request).id, exemption=one)
        return TaxExemptionOut.model_validate(made)

    return write_once(request, said, make, status=201)


@router.delete(
    "/taxes/exemptions/{exemption_id}",
    response={204: None},
    **staff(EDIT, NONE, CHANGED, if_match="required"),
)
def revoke_tax_exemption(request: StaffRequest, exemption_id: Id) -> HttpResponse:
    """Tax a buyer again."""
    seen, store_id = seen_number(request), store_of(request).id
    with acting(request.auth.email, source="api"):
        operations.delete_tax_exemption(store_id=store_id, exemption_id=exemption_id, version=seen)
    return HttpResponse(status=204)


def _plain(said: TaxZoneIn | TaxRateIn | TaxExemptionIn) -> dict[str, Any]:
    found = said.model_dump()
    if "postal_codes" in found:
        found["postal_codes"] = tuple(found["postal_codes"])
    return found
