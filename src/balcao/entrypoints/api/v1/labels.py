"""Labels to print, as PDF."""

from __future__ import annotations

from typing import Annotated, Final
from uuid import UUID

from django.http import HttpResponse
from ninja import Router
from pydantic import Field, StringConstraints

from balcao.domains.catalog.errors import NoSuchVariant
from balcao.domains.inventory import errors
from balcao.domains.team.values import Capability
from balcao.entrypoints.api.answers import reply
from balcao.entrypoints.api.auth import StaffRequest
from balcao.entrypoints.api.contract import staff
from balcao.entrypoints.api.here import store_of
from balcao.entrypoints.api.printed import printed
from balcao.entrypoints.api.shapes import MOST_ID, In, Out
from balcao.entrypoints.papers.answer import as_pdf
from balcao.entrypoints.papers.errors import BadLabelCount, NoSuchFormat
from balcao.entrypoints.papers.filling import bin_labels_of, product_labels_of
from balcao.entrypoints.papers.formats import FORMATS, format_of
from balcao.entrypoints.papers.labels import bin_labels, product_labels

router = Router()
MOST_LINES: Final = 500
PRINTING: Final = (BadLabelCount, NoSuchFormat)


class FormatOut(Out):
    """A paper that labels are printed on; millimeters."""

    key: str
    name: str
    width: float
    height: float
    places: int


class FormatsOut(Out):
    """All papers."""

    items: list[FormatOut]


class PrintIn(In):
    """How to print; ``first`` is the first free place of a sheet, counted by rows."""

    format: Annotated[str, StringConstraints(max_length=40)] = "roll-50x25"
    first: int = Field(1, ge=1, le=1000)


class LabelIn(In):
    """So many labels of a variant."""

    variant_id: UUID
    copies: int = Field(1, ge=1, le=2000)


class ProductLabelsIn(PrintIn):
    """Labels of goods."""

    items: list[LabelIn] = Field(min_length=1, max_length=MOST_LINES)
    with_price: bool = True


class BinLabelsIn(PrintIn):
    """Labels of bins of one place."""

    location_id: int = Field(ge=1, le=MOST_ID)
    codes: list[Annotated[str, StringConstraints(min_length=1, max_length=40)]] = Field(
        min_length=1, max_length=MOST_LINES
    )


@router.get("/stock/labels/formats", response=FormatsOut, **staff(Capability.VIEW_STOCK))
def list_formats(request: StaffRequest) -> HttpResponse:
    """The papers that labels can be printed on."""
    return reply(FormatsOut(items=[FormatOut.model_validate(one) for one in FORMATS.values()]))


@router.post("/stock/labels", **printed(Capability.VIEW_STOCK, *PRINTING, NoSuchVariant))
def print_product_labels(request: StaffRequest, said: ProductLabelsIn) -> HttpResponse:
    """Labels of goods; with a barcode of the article number, or of the SKU without one."""
    store, paper = store_of(request), format_of(said.format)
    copies = {one.variant_id: one.copies for one in said.items}
    labels = product_labels_of(store, copies, with_price=said.with_price)
    pdf = product_labels(labels, paper=paper, language=store.language, first=said.first)
    return as_pdf(pdf, "labels.pdf")


@router.post(
    "/stock/bins/labels",
    **printed(Capability.VIEW_STOCK, *PRINTING, errors.NoSuchBin, errors.BadBin),
)
def print_bin_labels(request: StaffRequest, said: BinLabelsIn) -> HttpResponse:
    """Labels of bins."""
    paper = format_of(said.format)
    labels = bin_labels_of(store_of(request), said.location_id, said.codes)
    return as_pdf(bin_labels(labels, paper=paper, first=said.first), "bins.pdf")
