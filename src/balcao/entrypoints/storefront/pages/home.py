"""The front of the shop."""

from __future__ import annotations

from datetime import datetime
from itertools import chain, islice, zip_longest

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from balcao.domains.search.values import ProductCard
from balcao.domains.stores.values import StoreInfo
from balcao.entrypoints.storefront import links, listings
from balcao.entrypoints.storefront.chrome import shelves_of
from balcao.entrypoints.storefront.shelfmates import shelf_mates
from balcao.entrypoints.storefront.shell import (
    answer,
    language_of,
    now_of,
    shell_of,
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
    cards = listings.cards_of(_newest(store, language, now_of(request)), language, eager=HEROES)
    page = HomePage(
        headline=words_of(store.headline, language) or store.name,
        lead=words_of(store.tagline, language),
        about=words_of(store.about, language),
        heroes=cards[:HEROES],
        tiles=_tiles(store, language),
        newest=cards[HEROES:],
    )
    return answer(request, "home.html", page, shell_of(request))


def _tiles(store: StoreInfo, language: str) -> tuple[Tile, ...]:
    return tuple(
        Tile(
            url=links.category_url(shelf.slug, language),
            name=shelf.name,
            picture=links.picture_of(shelf.image, ""),
        )
        for shelf in shelves_of(store, language)
    )


def _newest(store: StoreInfo, language: str, now: datetime) -> list[ProductCard]:
    """The newest of every shelf in turn: an import of one shelf must not fill the front page."""
    shelves = [shelf_mates(store, shelf.id, language, now) for shelf in shelves_of(store, language)]
    in_turn = chain.from_iterable(zip_longest(*shelves))
    return list(islice((card for card in in_turn if card is not None), NEWEST + HEROES))
