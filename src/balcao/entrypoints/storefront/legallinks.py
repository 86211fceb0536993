"""What the store's legal pages are called, and where each is read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext, gettext_noop

from balcao.domains.orders.values import OrderView
from balcao.domains.stores.queries import legal_pages
from balcao.domains.stores.values import LegalKind, LegalPageInfo, StoreInfo
from balcao.entrypoints.storefront import links
from balcao.entrypoints.storefront.viewmodels import Link

NAMES: Final[Mapping[LegalKind, str]] = {
    LegalKind.TERMS: gettext_noop("Terms of sale"),
    LegalKind.PRIVACY: gettext_noop("Privacy policy"),
    LegalKind.RETURNS: gettext_noop("Returns policy"),
}


def legal_links(store: StoreInfo, language: str) -> tuple[Link, ...]:
    """A link to each page that there is, in the words of this language."""
    return tuple(
        Link(gettext(NAMES[page.kind]), address_of(page, store, language))
        for page in legal_pages(store.id)
    )


def agreed_links(order: OrderView, language: str) -> tuple[Link, ...]:
    """The pages that were agreed to with an order, in the versions that were shown."""
    return tuple(
        Link(
            gettext(NAMES[kind]), links.legal_version_url(kind.value, order.agreed[kind], language)
        )
        for kind in LegalKind
        if kind in order.agreed
    )


def address_of(page: LegalPageInfo, store: StoreInfo, language: str) -> str:
    """Where a page is read: here, or elsewhere where the store says so."""
    elsewhere = page.urls.get(page.tongue(language, store.language))
    return elsewhere or links.page_url("legal", language, page.kind.value)
