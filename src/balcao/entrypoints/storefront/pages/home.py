"""The front of the shop."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from balcao.domains.search.queries import browse
from balcao.entrypoints.storefront import links, listings
from balcao.entrypoints.storefront.shell import (
    answer,
    language_of,
    shell_of,
    shelves_of,
    store_of,
    words_of,
)
from balcao.entrypoints.storefront.viewmodels import HomePage, Tile

NEWEST = 8
HEROES = 2


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What is new, the shelves, and who we are."""
    store, language = store_of(request), language_of(request)
    found = browse(store.id, currency=store.currency, language=language, per_page=NEWEST + HEROES)
    cards = listings.cards_of(found.cards, language, eager=HEROES)
    page = HomePage(
        headline=words_of(store.headline, language) or store.name,
        lead=words_of(store.tagline, language),
        about=words_of(store.about, language),
        heroes=cards[:HEROES],
        tiles=tuple(
            Tile(
                url=links.category_url(shelf.slug, language),
                name=shelf.name,
                picture=links.picture_of(shelf.image, ""),
            )
            for shelf in shelves_of(store, language)
        ),
        newest=cards[HEROES:],
    )
    return answer(request, "home.html", page, shell_of(request))
