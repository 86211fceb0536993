"""The first working page: what there is to do, where one stands, and scanning to look up."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from balcao.domains.inventory.errors import NoSuchLocation
from balcao.domains.inventory.queries import location_of, locations
from balcao.entrypoints.console.boards.floor.asking import PLACE, Ask, floor
from balcao.entrypoints.console.listing import number_of
from balcao.entrypoints.console.pages import link, store_of

LOOK_UP = Ask("floor-lookup", "Look up", "Scan anything")


def home(request: HttpRequest) -> HttpResponse:
    """Show the tasks."""
    return floor(request, "home.html", "On your feet", ask=LOOK_UP, action=link("floor-lookup"))


def place(request: HttpRequest) -> HttpResponse:
    """Ask where the person stands."""
    places = [one for one in locations(store_of(request).id) if one.kind != "transit"]
    return floor(request, "place.html", "Where are you?", places=places)


def stand(request: HttpRequest) -> HttpResponse:
    """Remember where the person stands."""
    try:
        chosen = location_of(store_of(request).id, number_of(request.POST.get("place", "")))
    except NoSuchLocation as error:
        messages.error(request, error.message)
        return HttpResponseRedirect(link("floor-place"), status=303)
    request.session[PLACE] = chosen.id
    return HttpResponseRedirect(link("floor"), status=303)
