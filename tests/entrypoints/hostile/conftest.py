"""A small shop with staff, an order, and callers who mean no good."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.test import Client

from balcao.domains.catalog.queries import products_page
from balcao.domains.checkout.operations import purchase
from balcao.domains.search.operations import index_products
from balcao.domains.team.models import StaffMember
from balcao.domains.team.operations import add_staff
from balcao.domains.team.rules import Role
from balcao.entrypoints.storefront import chrome, shelfmates, shell
from tests.shop import NOW, Shop, open_shop

SignedIn = Callable[[str], Client]


@pytest.fixture
def shop(db: None) -> Iterator[Shop]:
    """A small shop whose pages can be read; nothing kept from another test."""
    found = open_shop()
    show_products(found)
    forget()
    yield found
    forget()


def show_products(shop: Shop) -> None:
    """Let the pages know what the catalog has now."""
    products = products_page(shop.store_id, statuses=["active"], cursor=None, limit=50)
    ids = [row.id for row in products.items]
    index_products(shop.store_id, ids, languages=["pt-br", "en"], base_language="pt-br")


def forget() -> None:
    """Forget what pages keep for some seconds."""
    for kept in (shell.STORES, chrome.SHELVES, chrome.DRAWN, shelfmates.SHELF_MATES):
        kept.forget()


@pytest.fixture
def stranger(shop: Shop) -> Client:
    """A browser that sees errors as the world does, with forms checked for forgery."""
    return Client(enforce_csrf_checks=True, raise_request_exception=False)


@pytest.fixture
def visitor(shop: Shop) -> Client:
    """A browser that sees errors as the world does; its forms are not checked for forgery."""
    return Client(raise_request_exception=False)


@pytest.fixture
def staff(shop: Shop) -> dict[str, StaffMember]:
    """Somebody in every role."""
    for role in Role:
        add_staff(
            email=f"{role.value}@example.com", name=role.value, role=role.value, password=None,
            now=NOW,
        )  # fmt: skip
    return {member.role: member for member in StaffMember.objects.all()}


@pytest.fixture
def as_role(staff: dict[str, StaffMember]) -> SignedIn:
    """A browser signed in as somebody of a role."""

    def sign_in(role: str) -> Client:
        client = Client(raise_request_exception=False)
        client.force_login(staff[role])
        return client

    return sign_in


@pytest.fixture
def order_id(shop: Shop) -> object:
    """An order that waits for its payment."""
    return purchase(shop.request(("VASE-S", 2), ("CUP", 1)), now=NOW).order_id
