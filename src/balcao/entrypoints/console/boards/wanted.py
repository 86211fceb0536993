"""What shoppers wait for, and who they are."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from balcao.domains.catalog.queries import variant_card
from balcao.domains.inventory.queries import locations
from balcao.domains.replenishment.queries import notices_page, wanted_page
from balcao.entrypoints.console.listing import onward
from balcao.entrypoints.console.pages import show, store_of

SHOWN: Final = 50


def wanted(request: HttpRequest) -> HttpResponse:
    """Show variants that shoppers wait for, the most wanted first."""
    store_id = store_of(request).id
    page = wanted_page(store_id, cursor=request.GET.get("cursor"), limit=SHOWN)
    places = [place.id for place in locations(store_id) if place.sells]
    return show(
        request,
        "wanted.html",
        "Waited for",
        lines=page.items,
        more=onward(request, page),
        place=places[0] if places else 0,
    )


def waiting(request: HttpRequest, variant_id: UUID) -> HttpResponse:
    """Show who waits for one variant, in the order in which they are told."""
    store_id = store_of(request).id
    card = variant_card(store_id, variant_id)
    page = notices_page(store_id, variant_id, cursor=request.GET.get("cursor"), limit=SHOWN)
    title = f"Who waits for {card.sku}"
    return show(
        request, "waiting.html", title, card=card, lines=page.items, more=onward(request, page)
    )
