"""Labels of goods: found by name or product, so many of each, on a roll or a sheet."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from balcao.domains.catalog.queries import find_variants, product_by_id, variant_cards
from balcao.domains.catalog.values import VariantCard
from balcao.entrypoints.console.listing import number_of
from balcao.entrypoints.console.pages import link, said, show, store_of
from balcao.entrypoints.papers.answer import as_pdf
from balcao.entrypoints.papers.errors import BadLabelCount
from balcao.entrypoints.papers.filling import product_labels_of
from balcao.entrypoints.papers.formats import FORMATS, LabelFormat, format_of
from balcao.entrypoints.papers.labels import product_labels
from balcao.kernel.errors import BalcaoError


def labels(request: HttpRequest) -> HttpResponse:
    """Ask which labels, and how many of each."""
    given = request.GET
    words = given.get("q", "").strip()[:100]
    shown = {
        "rows": _wanted(request, words),
        "q": words,
        "copies": number_of(given.get("copies", ""), 1),
        "is_chosen": bool(given.get("product") or given.get("variant")),
    }
    return show(request, "labels.html", "Labels", formats=FORMATS.values(), **shown)


def printed(request: HttpRequest) -> HttpResponse:
    """The labels as PDF."""
    store = store_of(request)
    try:
        wanted = product_labels_of(
            store, _copies(request), with_price=bool(request.POST.get("with_price"))
        )
        paper, first = paper_of(request)
        pdf = product_labels(wanted, paper=paper, language=store.language, first=first)
    except BalcaoError as error:
        messages.error(request, said(error))
        return HttpResponseRedirect(link("labels"), status=303)
    return as_pdf(pdf, "labels.pdf")


def paper_of(request: HttpRequest) -> tuple[LabelFormat, int]:
    """The paper of the form, and its first free place.

    :raises NoSuchFormat: there is no such paper.
    """
    paper = format_of(request.POST.get("format", ""))
    return paper, number_of(request.POST.get("first", "").strip() or "1")


def _wanted(request: HttpRequest, words: str) -> list[VariantCard]:
    store_id = store_of(request).id
    if request.GET.get("product"):
        product = product_by_id(_id(request.GET["product"]))
        ids = [variant.id for variant in product.variants]
    elif request.GET.get("variant"):
        ids = [_id(request.GET["variant"])]
    else:
        return find_variants(store_id, words, limit=50)
    return sorted(variant_cards(store_id, ids).values(), key=lambda card: card.sku)


def _copies(request: HttpRequest) -> dict[UUID, int]:
    fields = [name for name in request.POST if name.startswith("copies-")]
    counts = {name: request.POST[name].strip() or "0" for name in fields}
    if any(not (n.isascii() and n.isdecimal() and len(n) < 9) for n in counts.values()):
        raise BadLabelCount("Give the number of labels in digits.", field="copies")
    return {_id(name.removeprefix("copies-")): int(n) for name, n in counts.items() if int(n)}


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        return UUID(int=0)
