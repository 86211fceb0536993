"""Shapes of bins and of what a code means."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from balcao.domains.inventory.values import Found
from balcao.entrypoints.api.shapes import Out


class BinOut(Out):
    """A bin, and how much lies in it: so many units of so many variants."""

    code: str
    location_id: int
    location: str
    units: int
    variants: int
    is_active: bool


class BinLineOut(Out):
    """Units of a variant in a bin."""

    variant_id: UUID
    sku: str
    quantity: int


class FoundVariantOut(Out):
    """A variant that has the code."""

    id: UUID
    product_id: UUID
    title: str
    options: str
    sku: str
    barcode: str


class FoundPlaceOut(Out):
    """A place that has the code."""

    id: int
    code: str
    name: str


class FoundLotOut(Out):
    """A lot or serial number that has the code, where it lies."""

    variant_id: UUID
    location_id: int
    code: str
    expires_on: date | None
    quantity: int
    damaged: int
    is_serial: bool


class FoundOut(Out):
    """What a code means, and what it says besides: a GS1 barcode holds lot, expiry and more.

    ``gtin`` has fourteen digits. More than one variant means that somebody has to say which.
    """

    text: str
    gtin: str | None
    lot: str
    serial: str
    expires_on: date | None
    quantity: int | None
    variants: list[FoundVariantOut]
    bins: list[BinOut]
    places: list[FoundPlaceOut]
    lots: list[FoundLotOut]


def found_out(found: Found) -> FoundOut:
    """What was found, as the API says it."""
    scan = found.scan
    return FoundOut(
        text=scan.text,
        gtin=scan.gtin,
        lot=scan.lot,
        serial=scan.serial,
        expires_on=scan.expires_on,
        quantity=scan.quantity,
        variants=[FoundVariantOut.model_validate(one) for one in found.variants],
        bins=[BinOut.model_validate(one) for one in found.bins],
        places=[FoundPlaceOut.model_validate(one) for one in found.places],
        lots=[FoundLotOut.model_validate(one) for one in found.lots],
    )
