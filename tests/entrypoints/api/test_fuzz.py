"""Schemathesis against every address: no 5xx, no answer outside the document.

Half of the ids that it invents are replaced by real ones, so that it gets further than 404.
``BALCAO_FUZZ_EXAMPLES`` asks for more per address than the few of a daily run.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from balcao.config.wsgi import application
from balcao.domains.cart.operations import add_to_cart, open_cart
from balcao.domains.catalog.queries import product_by_handle
from balcao.domains.checkout.operations import purchase
from balcao.domains.team.values import Role
from balcao.entrypoints.api.here import STORES
from tests.domains.purchasing.buying import one_of_each
from tests.entrypoints.api.conftest import issue_tokens
from tests.shop import NOW, open_shop
from tests.truth import assert_books_balance

pytestmark = pytest.mark.django_db
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    response_headers_conformance,
]
EXAMPLES = int(os.environ.get("BALCAO_FUZZ_EXAMPLES", "8"))
FEW = settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
FEWER = settings(FEW, max_examples=max(1, EXAMPLES // 4))
schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)


@pytest.fixture(autouse=True)
def one_connection():
    """As Django's test client does: a request must not close the connection of the test."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture(scope="module")
def real(django_db_setup, django_db_blocker) -> Iterator[dict[str, Any]]:
    """Real ids by the name of what holds one; each test rolls back to this."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield _seed()
        transaction.set_rollback(True)


def _seed() -> dict[str, Any]:
    STORES.forget()
    shop = open_shop()
    cart = open_cart(store_id=shop.store_id, currency="BRL", locale="pt-br", now=NOW)
    add_to_cart(cart_id=cart, variant_id=shop.variants["CUP"], quantity=2, now=NOW)
    made = purchase(shop.request(("CUP", 1)), now=NOW)
    return {
        **{name: str(one) for name, one in one_of_each(shop).items()},
        "cart_id": str(cart),
        "variant_id": str(shop.variants["CUP"]),
        "product_id": str(product_by_handle(shop.store_id, "xicara").id),
        "order_id": str(made.order_id),
        "token": made.token,
        "email": "owner@example.com",
        "handle": "xicara",
        "location_id": shop.location_id,
        "token_of": issue_tokens(),
    }


@pytest.fixture
def seeded(real, db) -> Iterator[dict[str, Any]]:
    """The real ids; whatever was done with them, the books balance."""
    yield real
    assert_books_balance()


def made_real(said: Any, real: dict[str, Any]) -> Any:
    """What was invented, with half of its ids replaced by real ones."""
    if isinstance(said, list):
        return [made_real(part, real) for part in said]
    if not isinstance(said, dict):
        return said
    return {
        name: real[name] if name in real and _is_even(value) else made_real(value, real)
        for name, value in said.items()
    }


def _is_even(value: Any) -> bool:
    try:
        return UUID(value).int % 2 == 0
    except (ValueError, TypeError, AttributeError):
        return len(str(value)) % 2 == 0


def send(case: schemathesis.Case, real: dict[str, Any], token: str) -> None:
    case.path_parameters = made_real(case.path_parameters, real)
    if isinstance(case.body, dict | list):
        case.body = made_real(case.body, real)
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    case.call_and_validate(headers=headers, checks=CHECKS)


@schema.parametrize()
@FEW
def test_answers_the_owner_as_documented(case, seeded):
    send(case, seeded, seeded["token_of"][Role.OWNER])


@schema.parametrize()
@FEWER
def test_answers_strangers_as_documented(case, seeded):
    send(case, seeded, "")
