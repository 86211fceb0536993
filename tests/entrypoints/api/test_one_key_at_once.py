"""The same request from several threads at the same moment has one effect."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections
from django.test import Client

from balcao.domains.inventory.queries import level_of
from tests.entrypoints.api.conftest import Api, body_of
from tests.truth import assert_books_balance

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]
CLIENTS = 4


def at_once(call):
    """Run ``call`` in several threads that start together; their answers."""
    start = Barrier(CLIENTS)

    def run(_):
        try:
            start.wait(timeout=10)
            return call()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(CLIENTS) as pool:
        return list(pool.map(run, range(CLIENTS)))


def test_one_purchase(shop):
    body = body_of(shop)
    answers = at_once(lambda: Api(Client()).post("/purchases", body, key="k"))
    assert [answer.status_code for answer in answers] == [201] * CLIENTS
    assert len({answer.json()["number"] for answer in answers}) == 1
    assert sum("Idempotency-Replayed" in answer for answer in answers) == CLIENTS - 1
    assert level_of(shop.location_id, shop.variants["CUP"]).allocated == 2
    assert_books_balance()


def test_one_receipt(shop, owner):
    body = {"variant_id": str(shop.variants["CUP"]), "quantity": 5}
    answers = at_once(lambda: Api(Client(), owner.token).post("/stock/receipts", body, key="k"))
    assert [answer.status_code for answer in answers] == [201] * CLIENTS
    assert sum("Idempotency-Replayed" in answer for answer in answers) == CLIENTS - 1
    assert level_of(shop.location_id, shop.variants["CUP"]).on_hand == 105
    assert_books_balance()
