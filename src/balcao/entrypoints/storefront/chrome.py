"""The parts of a page that are the same for everybody on the same shelf, drawn once in a while.

Header navigation, footer and links to style sheets were two thirds of the work of drawing a
product page. They depend on the shop, the language and the shelf only, so they are kept as text.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.template.loader import get_template
from django.utils.safestring import SafeString

from balcao.domains.catalog.queries import categories
from balcao.domains.catalog.values import CategoryInfo
from balcao.domains.stores.values import StoreInfo
from balcao.entrypoints.storefront import links
from balcao.entrypoints.storefront.legallinks import legal_links
from balcao.entrypoints.storefront.viewmodels import Chrome, Link
from balcao.plumbing.kept import Kept

KEPT_SECONDS = 15
SHELVES: Kept[tuple[CategoryInfo, ...]] = Kept(KEPT_SECONDS)
DRAWN: Kept[Chrome] = Kept(KEPT_SECONDS)


@dataclass(frozen=True, slots=True)
class ChromeParts:
    """What the kept parts are drawn from."""

    store_name: str
    tagline: str
    email: str
    home_url: str
    search_url: str
    gift_card_url: str
    categories: tuple[Link, ...]
    legal: tuple[Link, ...] = ()


def shelves_of(store: StoreInfo, language: str) -> tuple[CategoryInfo, ...]:
    """The categories that have something to show."""
    found = SHELVES.get((store.id, language), lambda: tuple(categories(store.id, language)))
    return tuple(shelf for shelf in found if shelf.products)


def shelf_links(store: StoreInfo, language: str, shelf: str) -> tuple[Link, ...]:
    """Links to the categories; ``shelf`` is the slug of the current one."""
    return tuple(
        Link(row.name, links.category_url(row.slug, language), row.slug == shelf)
        for row in shelves_of(store, language)
    )


def chrome_of(store: StoreInfo, language: str, shelf: str, tagline: str) -> Chrome:
    """The kept parts for this shop, language and shelf."""
    return DRAWN.get(
        (store.id, language, shelf),
        lambda: _drawn(
            ChromeParts(
                store_name=store.name,
                tagline=tagline,
                email=store.email,
                home_url=links.page_url("home", language),
                search_url=links.page_url("search", language),
                gift_card_url=links.page_url("gift-card", language),
                categories=shelf_links(store, language, shelf),
                legal=legal_links(store, language),
            )
        ),
    )


def _drawn(parts: ChromeParts) -> Chrome:
    return Chrome(
        assets=_part("assets", parts),
        menu=_part("menu", parts),
        brand=_part("brand", parts),
        shelves=_part("shelves", parts),
        footer=_part("footer", parts),
    )


def _part(name: str, parts: ChromeParts) -> SafeString:
    return SafeString(get_template(f"storefront/chrome/{name}.html").render({"shell": parts}))
