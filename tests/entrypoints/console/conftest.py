"""A small shop with one order, somebody in every role, and a client signed in as any of them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from balcao.domains.checkout.operations import purchase
from balcao.domains.team.models import StaffMember
from balcao.domains.team.operations import add_staff
from balcao.domains.team.rules import Role
from tests.shop import NOW, Shop, open_shop

PASSWORD = "a-long-enough-secret"
SignedIn = Callable[[str], Client]


@pytest.fixture
def shop(db: None) -> Shop:
    return open_shop()


@pytest.fixture
def staff(shop: Shop) -> dict[str, StaffMember]:
    for role in Role:
        add_staff(
            email=f"{role.value}@example.com",
            name=role.value.title(),
            role=role.value,
            password=None,
            now=NOW,
        )
    return {member.role: member for member in StaffMember.objects.all()}


@pytest.fixture
def as_role(staff: dict[str, StaffMember]) -> SignedIn:
    def sign_in(role: str) -> Client:
        client = Client()
        client.force_login(staff[role])
        return client

    return sign_in


@pytest.fixture
def owner(as_role: SignedIn) -> Client:
    return as_role("owner")


@pytest.fixture
def order_id(shop: Shop) -> object:
    return purchase(shop.request(("VASE-S", 2), ("CUP", 1)), now=NOW).order_id
