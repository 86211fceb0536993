"""A shelf of the shop."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from balcao.domains.catalog.values import CategoryInfo
from balcao.domains.search.queries import browse
from balcao.domains.search.values import Listing, Sort
from balcao.entrypoints.storefront import listings
from balcao.entrypoints.storefront.chrome import shelves_of
from balcao.entrypoints.storefront.shell import (
    answer,
    language_of,
    now_of,
    shell_of,
    store_of,
)
from balcao.entrypoints.storefront.viewmodels import ListingPage


@require_safe
def category(request: HttpRequest, slug: str) -> HttpResponse:
    """The products of a category, sorted and in pages."""
    store, language = store_of(request), language_of(request)
    shelf = next((x for x in shelves_of(store, language) if x.slug == slug), None)
    if shelf is None:
        raise Http404
    sort, number = listings.asked_of(request.GET)
    found = browse(
        store.id,
        currency=store.currency,
        language=language,
        now=now_of(request),
        category=shelf.id,
        sort=sort,
        page=number,
    )
    if number > 1 and not found.cards:
        raise Http404
    return answer(
        request, "listing.html", _page(shelf, found, sort, language), shell_of(request, shelf=slug)
    )


def _page(shelf: CategoryInfo, found: Listing, sort: Sort, language: str) -> ListingPage:
    return ListingPage(
        title=shelf.name,
        description=shelf.description,
        count=listings.count_text(found.total),
        cards=listings.cards_of(found.cards, language, eager=listings.ABOVE_THE_FOLD),
        sorts=listings.sort_links(sort),
        pager=listings.pager_of(found, sort),
    )
