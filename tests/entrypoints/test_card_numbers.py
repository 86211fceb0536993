"""Card numbers that are sent to the shop all the same: refused, and written down nowhere."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client

from balcao.adapters.payments.stripe import Stripe
from balcao.domains.orders.models import Order
from balcao.entrypoints.api.here import STORES
from balcao.kernel.ids import new_id
from tests.adapters.stripe_proxy import SECRET, SIGNS
from tests.cards import Card, offering
from tests.shop import ADDRESS, Shop, open_shop

pytestmark = pytest.mark.django_db
NUMBER = "4242424242424242"
WRITTEN = [NUMBER, "4242 4242 4242 4242", "4242-4242-4242-4242"]


@pytest.fixture
def shop() -> Iterator[Shop]:
    STORES.forget()
    stripe = Stripe(SECRET, "pk_test_open", SIGNS, url="http://127.0.0.1:9")
    with offering(stripe), offering(Card()):
        yield open_shop()


def everything_stored() -> str:
    """All rows of all tables, as text."""
    with connection.cursor() as cursor:
        texts = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT t::text FROM "{table}" t')
            texts += [row[0] for row in cursor.fetchall()]
    assert len(texts) > len(apps.get_models())
    return "\n".join(texts)


def assert_gone(caplog, *answers) -> None:
    """Neither stored, nor logged, nor said back."""
    said = [answer.content.decode() for answer in answers]
    for text in (everything_stored(), caplog.text, *said):
        assert not any(written in text for written in WRITTEN)


def post(path, body):
    headers = {"Idempotency-Key": str(new_id())}
    return Client().post(f"/api/v1{path}", body, "application/json", headers=headers)


def purchase_of(shop, **changes):
    said = {
        "lines": [{"variant_id": str(shop.variants["CUP"]), "quantity": 1}],
        "email": "ana@example.com",
        "address": ADDRESS.as_json(),
        "shipping": "standard",
        "payment": "bank_transfer",
        "expected_total": {"amount_minor": 5400, "currency": "BRL"},
    }
    return {**said, **changes}


class TestInThePlaceOfAToken:
    @pytest.mark.parametrize("number", WRITTEN)
    @pytest.mark.parametrize("way", ["stripe", "card", "bank_transfer"])
    def test_is_refused_before_there_is_an_order(self, shop, caplog, way, number):
        answer = post("/purchases", purchase_of(shop, payment=way, payment_token=number))
        assert answer.status_code == 422
        assert "card number" in json.dumps(answer.json())
        assert not Order.objects.exists()
        assert_gone(caplog, answer)

    def test_of_another_way_to_pay_is_declined_and_not_kept(self, shop, caplog):
        made = post("/purchases", purchase_of(shop))
        answer = post(
            f"/order-status/{made.json()['token']}/payment",
            {"payment": "stripe", "payment_token": NUMBER},
        )
        assert answer.json()["outcome"] == "declined"
        assert_gone(caplog, answer)


class TestInAnAddress:
    @pytest.mark.parametrize("field", ["name", "line1", "line2", "city", "district"])
    @pytest.mark.parametrize("number", WRITTEN)
    def test_is_refused_by_the_api_beside_its_field(self, shop, caplog, field, number):
        address = {**ADDRESS.as_json(), field: f"Ana {number}"}
        answer = post("/purchases", purchase_of(shop, address=address))
        assert answer.status_code == 422
        assert field in json.dumps(answer.json())
        assert not Order.objects.exists()
        assert_gone(caplog, answer)

    def test_of_a_checkout_is_not_kept(self, shop, caplog):
        cart = post("/carts", {}).json()["id"]
        answer = Client().patch(
            f"/api/v1/carts/{cart}/checkout",
            {"address": {**ADDRESS.as_json(), "line2": NUMBER}},
            "application/json",
        )
        assert answer.status_code == 422
        assert_gone(caplog, answer)

    def test_is_no_house_number_or_phone(self, shop):
        address = {**ADDRESS.as_json(), "line1": "Rua 13, 4242", "phone": "+55 11 91234-5678"}
        assert post("/purchases", purchase_of(shop, address=address)).status_code == 201
