"""The sentence beside the button that places an order, and the versions of pages it was about."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from babel.lists import format_list
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext, gettext_noop

from balcao.domains.stores.queries import legal_pages
from balcao.domains.stores.values import LegalKind
from balcao.entrypoints.storefront.legallinks import address_of
from balcao.entrypoints.storefront.shell import language_of, store_of
from balcao.entrypoints.storefront.viewmodels.legal import Agreement
from balcao.entrypoints.storefront.words import locale_of

# As they are named in "you agree to ...".
IN_A_SENTENCE: Final[Mapping[LegalKind, str]] = {
    LegalKind.TERMS: gettext_noop("the terms of sale"),
    LegalKind.PRIVACY: gettext_noop("the privacy policy"),
    LegalKind.RETURNS: gettext_noop("the returns policy"),
}
TERMS_CHANGED: Final = gettext_noop(
    "Our terms have changed since you opened this page. Please read them and order again."
)
LONGEST_NUMBER: Final = 9


def agreement_of(request: HttpRequest) -> Agreement | None:
    """What placing an order agrees to right now, asked of the database; None without any page."""
    store, language = store_of(request), language_of(request)
    pages = legal_pages(store.id)
    if not pages:
        return None
    named = [
        format_html(
            '<a href="{}" target="_blank" rel="noopener">{}<span class="hidden"> ({})</span></a>',
            address_of(page, store, language),
            gettext(IN_A_SENTENCE[page.kind]),
            gettext("opens in a new tab"),
        )
        for page in pages
    ]
    pattern = format_list([f"{{{at}}}" for at in range(len(named))], locale=locale_of(language))
    shown = ".".join(f"{page.kind.value}-{page.version}" for page in pages)
    return Agreement(format_html(pattern, *named), shown)


def is_what_was_shown(request: HttpRequest, shown: str) -> bool:
    """Whether a form was sent from a page that showed what counts now."""
    now = agreement_of(request)
    return shown == (now.shown if now else "")


def versions_of(shown: str) -> tuple[tuple[str, int], ...]:
    """The kinds and versions that a form says were shown; what is neither is left out."""
    pairs = (part.partition("-") for part in shown.split("."))
    return tuple(
        (kind, int(number))
        for kind, _, number in pairs
        if kind in set(LegalKind)
        and number.isascii()
        and number.isdecimal()
        and len(number) <= LONGEST_NUMBER
    )
