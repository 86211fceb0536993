"""A shop to visit, and a browser without JavaScript to visit it with."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from django.utils import translation

from balcao.domains.catalog.queries import products_page
from balcao.domains.search.operations import index_products
from balcao.entrypoints.storefront import chrome, shelfmates, shell
from tests.shop import Shop, open_shop


@pytest.fixture
def shop(db: None) -> Iterator[Shop]:
    """A small shop whose search box knows its products; nothing kept from another test."""
    found = open_shop()
    products = products_page(found.store_id, statuses=["active"], cursor=None, limit=50)
    index_products(
        found.store_id,
        [row.id for row in products.items],
        languages=["pt-br", "en"],
        base_language="pt-br",
    )
    _forget()
    yield found
    _forget()


@pytest.fixture
def visitor(shop: Shop) -> Client:
    """A browser whose forms are checked like anyone's, except for the CSRF token."""
    return Client()


def _forget() -> None:
    translation.deactivate()  # another test may have left a language behind
    for kept in (
        shell.STORES,
        chrome.SHELVES,
        chrome.DRAWN,
        shelfmates.SHELF_MATES,
        shelfmates.NEIGHBORS,
    ):
        kept.forget()
