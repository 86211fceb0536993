"""The search box."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from balcao.domains.search.queries import browse
from balcao.entrypoints.storefront import listings
from balcao.entrypoints.storefront.shell import answer, language_of, now_of, shell_of, store_of
from balcao.entrypoints.storefront.viewmodels import ListingPage

LONGEST_QUERY = 80
MOST_FOUND = 48


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """What was found for the words asked for; without words, an invitation."""
    store, language = store_of(request), language_of(request)
    query = " ".join(request.GET.get("q", "").replace("\0", "").split())[:LONGEST_QUERY]
    found = browse(
        store.id,
        currency=store.currency,
        language=language,
        now=now_of(request),
        text=query,
        per_page=MOST_FOUND,
    )
    page = ListingPage(
        title=gettext("Find"),
        description="",
        count=listings.count_text(found.total),
        cards=listings.cards_of(found.cards, language, eager=listings.ABOVE_THE_FOLD),
        query=query,
    )
    return answer(request, "search.html", page, shell_of(request))
