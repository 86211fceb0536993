"""Bins of a place: made by a pattern, labeled, used no more."""

from __future__ import annotations

from functools import partial
from typing import Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from balcao.domains.inventory import operations
from balcao.domains.inventory.queries import (
    bins_page,
    default_location,
    location_of,
    locations,
)
from balcao.domains.inventory.values import LocationInfo
from balcao.entrypoints.console.boards.labels import paper_of
from balcao.entrypoints.console.listing import number_of, onward
from balcao.entrypoints.console.pages import act, link, said, show, store_of
from balcao.entrypoints.papers.answer import as_pdf
from balcao.entrypoints.papers.filling import bin_labels_of
from balcao.entrypoints.papers.formats import FORMATS
from balcao.entrypoints.papers.labels import bin_labels
from balcao.kernel.errors import BalcaoError

SHOWN: Final = 100


def bins(request: HttpRequest) -> HttpResponse:
    """Show the bins of one place."""
    place = place_of(request)
    page = bins_page(
        store_of(request).id, location_id=place.id, cursor=request.GET.get("cursor"), limit=SHOWN
    )
    places = [one for one in locations(store_of(request).id) if one.kind != "transit"]
    shown = {"place": place, "places": places, "rows": page.items, "more": onward(request, page)}
    return show(request, "bins.html", "Bins", formats=FORMATS.values(), **shown)


def make(request: HttpRequest) -> HttpResponse:
    """Make the bins of a pattern; sending it twice makes them once."""
    place = place_of(request)
    do = partial(
        operations.create_bins,
        store_id=store_of(request).id,
        location_id=place.id,
        codes=request.POST.get("codes", "")[:2000],
    )
    return act(request, do, done="The bins are there. Print their labels.", back=_back(place))


def retire(request: HttpRequest) -> HttpResponse:
    """Use a bin no more."""
    place, code = place_of(request), request.POST.get("code", "")[:40]
    do = partial(
        operations.retire_bin, store_id=store_of(request).id, location_id=place.id, code=code
    )
    return act(request, do, done=f"Bin {code} is used no more.", back=_back(place))


def labels(request: HttpRequest) -> HttpResponse:
    """The labels of the bins that were ticked."""
    place = place_of(request)
    try:
        wanted = bin_labels_of(store_of(request), place.id, request.POST.getlist("code")[:2000])
        paper, first = paper_of(request)
        return as_pdf(bin_labels(wanted, paper=paper, first=first), "bins.pdf")
    except BalcaoError as error:
        messages.error(request, said(error))
        return HttpResponseRedirect(_back(place), status=303)


def place_of(request: HttpRequest) -> LocationInfo:
    """The place that the address or the form names, else the store's first one.

    :raises NoSuchLocation: it is not one of this store's.
    """
    given = request.POST.get("place") or request.GET.get("place")
    store_id = store_of(request).id
    return location_of(store_id, number_of(given)) if given else default_location(store_id)


def _back(place: LocationInfo) -> str:
    return f"{link('bins')}?place={place.id}"
