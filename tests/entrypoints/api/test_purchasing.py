"""Buying by a program: from supplier to scorecard."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from balcao.domains.team.values import Role
from tests.entrypoints.api.conftest import Api
from tests.entrypoints.papers.reading import scanned
from tests.truth import assert_books_balance

pytestmark = pytest.mark.django_db
SUPPLIER = {"code": "acme", "name": "Acme", "currency": "USD", "email": "a@acme.example"}


@pytest.fixture
def buyer(tokens) -> Api:
    return Api(Client(), tokens[Role.BUYER])


@pytest.fixture
def supplier(buyer) -> str:
    made = buyer.post("/suppliers", SUPPLIER)
    assert made.status_code == 201, made.json()
    return made.json()["id"]


def offer(buyer, supplier, variant, cost=1000, per=12):
    path = f"/suppliers/{supplier}/items/{variant}"
    item = {"supplier_sku": "A-1", "units_per_pack": 12, "is_preferred": True}
    assert buyer.call("PUT", path, item).status_code == 200
    prices = {"breaks": [{"cost_minor": cost, "per_units": per}]}
    assert buyer.post(f"{path}/prices", prices).status_code == 201


@pytest.fixture
def order(shop, buyer, owner, supplier) -> dict:
    cup = str(shop.variants["CUP"])
    offer(buyer, supplier, cup)
    said = {"supplier_id": supplier, "lines": [{"variant_id": cup, "quantity": 24}]}
    made = buyer.post("/purchase-orders", said).json()
    path = f"/purchase-orders/{made['id']}"
    refused = buyer.post(f"{path}/approve", {"rate": "5.5"})
    assert refused.json()["type"].endswith("somebody_else_must_approve")
    approved = owner.post(f"{path}/approve", {"rate": "5.5"})
    assert approved.status_code == 200, approved.json()
    sent = buyer.post(f"{path}/send", {"channel": "phone"})
    assert sent.json()["state"] == "sent"
    return sent.json()


class TestBuying:
    def test_prints_the_order(self, buyer, owner, order):
        answer = buyer.get(f"/purchase-orders/{order['id']}/pdf")
        assert answer["Content-Type"] == "application/pdf"
        assert scanned(answer.content) == [("Code 128", order["number"])]

    def test_goes_from_order_to_stock_with_freight_in_its_value(self, tokens, buyer, order):
        stock = Api(Client(), tokens[Role.STOCK])
        path = f"/purchase-orders/{order['id']}/receipts"
        said = {"lines": [{"line_no": 1, "accepted": 10, "damaged": 2}], "delivery_note": "DN 1"}
        came = stock.post(path, said, key="one")
        assert came.status_code == 201, came.json()
        assert stock.post(path, said, key="one").headers["Idempotency-Replayed"] == "true"
        receipt = came.json()
        # 12 of 24 cups at 10.00 USD for 12, 5.5 reais each dollar
        assert receipt["value"] == {"amount_minor": 5500, "currency": "BRL"}
        cost = {"kind": "freight", "amount": {"amount_minor": 1001, "currency": "BRL"}}
        costs = f"/purchase-receipts/{receipt['id']}/landed-costs"
        landed = buyer.post(costs, cost)
        assert landed.status_code == 201, landed.json()
        assert landed.json()["lines"][0]["landed"]["amount_minor"] == 1001
        undone = buyer.post(f"/landed-costs/{landed.json()['costs'][0]['id']}/reverse")
        assert undone.json()["lines"][0]["landed"]["amount_minor"] == 0
        assert buyer.get(f"/purchase-orders/{order['id']}").json()["state"] == "partly_received"
        assert_books_balance()

    def test_refuses_a_receipt_entered_twice(self, owner, order):
        path = f"/purchase-orders/{order['id']}/receipts"
        said = {"lines": [{"line_no": 1, "accepted": 2}], "delivery_note": "DN 1"}
        assert owner.post(path, said).status_code == 201
        again = owner.post(path, said)
        assert (again.status_code, again.json()["type"]) == (
            409,
            "/api/v1/problems/delivery_note_known",
        )

    def test_refuses_what_somebody_else_has_changed(self, buyer, order):
        path = f"/purchase-orders/{order['id']}"
        stale = buyer.post(f"{path}/cancel", {"reason": "x"}, If_Match='"1"')
        assert stale.status_code == 412
        done = buyer.post(f"{path}/cancel", {"reason": "x"}, If_Match=f'"{order["version"]}"')
        assert done.json()["state"] == "cancelled"
        assert_books_balance()

    def test_a_return_takes_goods_out_and_waits_for_the_credit(self, shop, buyer, owner, supplier):
        cup = str(shop.variants["CUP"])
        offer(buyer, supplier, cup)
        said = {
            "supplier_id": supplier,
            "reason": "cracked",
            "lines": [{"variant_id": cup, "good": 12}],
        }
        made = buyer.post("/supplier-returns", said).json()
        path = f"/supplier-returns/{made['id']}"
        for caller, step in ((buyer, "approve"), (owner, "send")):
            answer = caller.post(f"{path}/{step}")
            assert answer.status_code == 200, answer.json()
        credit = {"amount": {"amount_minor": 900, "currency": "USD"}, "credit_note": "CN 1"}
        done = buyer.post(f"{path}/credit", credit).json()
        assert (done["expected"]["amount_minor"], done["credited"]["amount_minor"]) == (1000, 900)
        assert_books_balance()

    def test_prices_come_by_file(self, shop, buyer, supplier):
        content = b"sku,cost,currency,unit,pack_size\nCUP,12.00,USD,kg,\nVASE-S,6.00,USD,pack,6\n"
        wrong = upload(buyer, supplier, content).json()
        assert [(p["line"], p["column"]) for p in wrong["problems"]] == [(2, "unit")]
        refused = buyer.post(f"/price-files/{wrong['id']}/apply", key=None)
        assert refused.json()["type"].endswith("price_file_has_problems")
        right = upload(buyer, supplier, content.replace(b"kg", b"dozen")).json()
        done = buyer.post(f"/price-files/{right['id']}/apply", key=None)
        assert (done.status_code, done.json()["state"]) == (200, "applied")
        items = buyer.get(f"/suppliers/{supplier}/items").json()["items"]
        assert sorted(i["price"]["breaks"][0]["per_units"] for i in items) == [6, 12]

    def test_the_scorecard_counts_per_mille(self, buyer, supplier):
        card = buyer.get(f"/suppliers/{supplier}/scorecard?since=2026-01-01&until=2027-01-01")
        assert card.json()["score"]["on_time_in_full"] is None
        bad = buyer.get(f"/suppliers/{supplier}/scorecard?since=2027-01-01&until=2026-01-01")
        assert bad.status_code == 400

    def test_edits_need_what_was_seen(self, buyer, supplier):
        path = f"/suppliers/{supplier}"
        assert buyer.call("PUT", path, SUPPLIER).status_code == 428
        tag = buyer.get(path).headers["ETag"]
        assert buyer.call("PUT", path, {**SUPPLIER, "name": "B"}, If_Match=tag).status_code == 200
        assert buyer.call("PUT", path, SUPPLIER, If_Match=tag).status_code == 412


def upload(buyer, supplier, content):
    file = SimpleUploadedFile("prices.csv", content, "text/csv")
    headers = {"Authorization": f"Bearer {buyer.token}"}
    path = f"/api/v1/suppliers/{supplier}/price-files"
    return buyer.client.post(path, {"file": file}, headers=headers)
