"""One legal page: the version that counts, or the one that was shown with an order."""

from __future__ import annotations

from typing import Final

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from balcao.domains.stores.errors import NoSuchLegalPage
from balcao.domains.stores.queries import legal_page
from balcao.domains.stores.values import LegalPageInfo
from balcao.entrypoints.storefront import links
from balcao.entrypoints.storefront.legallinks import NAMES
from balcao.entrypoints.storefront.shell import (
    LANGUAGE_NAMES,
    answer,
    language_of,
    shell_of,
    store_of,
)
from balcao.entrypoints.storefront.viewmodels.legal import LegalPageView
from balcao.entrypoints.storefront.words import date_text
from balcao.kernel.markdown import html_of

MOST: Final = 2**31 - 1


@require_safe
def legal(request: HttpRequest, kind: str, version: int | None = None) -> HttpResponse:
    """Show a legal page, or go to where the store keeps it."""
    store, language = store_of(request), language_of(request)
    page = _found(store.id, kind, version)
    tongue = page.tongue(language, store.language)
    if not tongue:
        raise Http404
    if elsewhere := page.urls.get(tongue):
        return HttpResponseRedirect(elsewhere)
    newest = page if version is None else _found(store.id, kind, None)
    is_old = newest.version != page.version and bool(newest.languages)
    view = _view(request, page, tongue, is_old=is_old)
    return answer(request, "legal.html", view, shell_of(request))


def _view(request: HttpRequest, page: LegalPageInfo, tongue: str, *, is_old: bool) -> LegalPageView:
    store, language = store_of(request), language_of(request)
    day = date_text(page.at, language, store.time_zone) if page.at else ""
    return LegalPageView(
        title=gettext(NAMES[page.kind]),
        language=LANGUAGE_NAMES.get(tongue, (tongue, tongue))[1],
        html=html_of(page.texts[tongue]),
        since=gettext("Version %(n)d, since %(day)s") % {"n": page.version, "day": day},
        newer_url=links.page_url("legal", language, page.kind.value) if is_old else "",
    )


def _found(store_id: int, kind: str, version: int | None) -> LegalPageInfo:
    if version is not None and version > MOST:
        raise Http404
    try:
        return legal_page(store_id, kind, version)
    except NoSuchLegalPage:
        raise Http404 from None
