"""Goods from the supplier to the shopper and back into the books, over the API.

A supplier's order comes in part with its freight; units are sold from two places, moved, counted
blindly with a variance; at the end the valuation ties to the ledger to the cent.
"""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from balcao.domains.team.values import Role
from balcao.entrypoints.api.here import STORES
from balcao.plumbing.outbox.relay import deliver_all
from tests import jobqueue
from tests.entrypoints.api.conftest import Api, body_of, issue_tokens
from tests.shop import Shop, open_shop
from tests.truth import assert_books_balance


@pytest.fixture
def shop(transactional_db, settings):
    settings.EMAIL_BACKEND = "balcao.entrypoints.emails.keeping.KeepMail"
    STORES.forget()
    jobqueue.empty()
    yield open_shop(datetime.now(UTC))
    jobqueue.empty()
    STORES.forget()


class Team:
    """Programs with the tokens of the people who do the work."""

    def __init__(self, shop: Shop) -> None:
        tokens = issue_tokens()
        self.shop = shop
        self.shopper = Api(Client())
        self.buyer, self.stock = (
            Api(Client(), tokens[Role.BUYER]),
            Api(Client(), tokens[Role.STOCK]),
        )
        self.owner, self.desk = (
            Api(Client(), tokens[Role.OWNER]),
            Api(Client(), tokens[Role.ORDER_DESK]),
        )
        self.cup = str(shop.variants["CUP"])

    def ok(self, answer, status=200):
        """The answer as JSON, if it is what was hoped for."""
        assert answer.status_code == status, answer.content
        return answer.json()

    def offer(self) -> str:
        """A supplier that sells cups at 10.00 in packs of 10."""
        said = {"code": "olaria", "name": "Olaria", "currency": "BRL", "email": "o@olaria.example"}
        supplier = self.ok(self.buyer.post("/suppliers", said), 201)["id"]
        item = f"/suppliers/{supplier}/items/{self.cup}"
        self.ok(self.buyer.call("PUT", item, {"supplier_sku": "O-1", "units_per_pack": 10}))
        prices = {"breaks": [{"from_quantity": 1, "cost_minor": 1000}]}
        self.ok(self.buyer.post(f"{item}/prices", prices), 201)
        return supplier

    def order(self, supplier: str, units: int) -> str:
        """An order that somebody else approved and the supplier has."""
        said = {"supplier_id": supplier, "lines": [{"variant_id": self.cup, "quantity": units}]}
        order = self.ok(self.buyer.post("/purchase-orders", said), 201)["id"]
        self.ok(self.owner.post(f"/purchase-orders/{order}/approve", {}))
        self.ok(self.buyer.post(f"/purchase-orders/{order}/send", {"channel": "phone"}))
        return order

    def sell(self, units: int) -> str:
        """Sell and ship cups; returns the order's number."""
        lines = [{"variant_id": self.cup, "quantity": units}]
        asked = {"lines": lines, "country": "BR", "shipping": "standard"}
        total = self.ok(self.shopper.post("/quotes", asked, key=None))["total"]
        body = {**body_of(self.shop), "lines": lines, "expected_total": total}
        body["payment"] = "cash_on_delivery"
        made = self.ok(self.shopper.post("/purchases", body), 201)
        self.ok(self.desk.post(f"/orders/{made['order_id']}/pack"))
        shipping = {"carrier": "Correios", "tracking_number": ""}
        self.ok(self.desk.post(f"/orders/{made['order_id']}/ship", shipping))
        return made["number"]

    def levels(self) -> dict[str, tuple[int, int, int]]:
        """On-hand, damaged and incoming by place."""
        items = self.ok(self.stock.get(f"/stock/variants/{self.cup}"))["items"]
        return {x["location"]: (x["on_hand"], x["damaged"], x["incoming"]) for x in items}


def worth(team: Team) -> dict[str, tuple[int, int, int, int]]:
    """By place: value and FIFO value of the levels, and the same of the ledger."""
    items = team.ok(team.stock.get("/stock/valuation"))["items"]
    names = ("value", "fifo", "ledger_value", "ledger_fifo")
    return {x["location"]: tuple(x[name]["amount_minor"] for name in names) for x in items}


def test_goods_go_from_the_supplier_to_the_shopper_and_the_books_tie_to_the_cent(shop):
    team = Team(shop)
    began = datetime.now(UTC)
    buys_in_part_with_freight(team)
    moves_some_to_a_second_place(team)
    sells_from_both_places(team)
    counts_blindly_and_finds_four_missing(team)
    ties_to_the_ledger(team, began)
    deliver_all(now=datetime.now(UTC))
    jobqueue.work_off()
    assert_books_balance()


def buys_in_part_with_freight(team):
    """Forty of sixty come, two of them broken, with their freight; the note is entered twice."""
    order = team.order(team.offer(), 60)
    assert team.levels()["Depósito"] == (100, 0, 60)
    came = {"lines": [{"line_no": 1, "accepted": 38, "damaged": 2}], "delivery_note": "NF 1"}
    address = f"/purchase-orders/{order}/receipts"
    ids = {team.ok(team.stock.post(address, came, key="nf-1"), 201)["id"] for _ in range(2)}
    assert team.levels()["Depósito"] == (138, 2, 20)
    freight = {"kind": "freight", "amount": {"amount_minor": 1234, "currency": "BRL"}}
    (receipt,) = ids
    team.ok(team.buyer.post(f"/purchase-receipts/{receipt}/landed-costs", freight), 201)
    # A hundred cups had come without a price: they are worth nothing until somebody says so.
    assert worth(team)["Depósito"] == (41234,) * 4


def moves_some_to_a_second_place(team):
    """Of thirty one breaks on the way and one never arrives; the van is unloaded once."""
    said = {"name": "Loja", "kind": "shop", "priority": 0}
    places = team.ok(team.owner.call("PUT", "/stock/locations/loja", said))["items"]
    to = next(place["id"] for place in places if place["code"] == "loja")
    lines = [{"variant_id": team.cup, "quantity": 30}]
    draft = {"from_location_id": team.shop.location_id, "to_location_id": to, "lines": lines}
    transfer = team.ok(team.stock.post("/transfers", draft), 201)["id"]
    team.ok(team.stock.post(f"/transfers/{transfer}/send"))
    assert team.levels()["Loja"] == (0, 0, 30)
    handed = {"lines": [{"variant_id": team.cup, "quantity": 28, "damaged": 1}]}
    for _ in range(2):
        team.ok(team.stock.post(f"/transfers/{transfer}/receipts", handed, key="van-1"))
    team.ok(team.stock.post(f"/transfers/{transfer}/close", {"note": "one is missing"}))
    assert team.levels()["Loja"] == (28, 1, 0)


def sells_from_both_places(team):
    """More than either place has alone is sent from both."""
    number = team.sell(130)
    movements = team.ok(team.stock.get(f"/stock/variants/{team.cup}/movements"))["items"]
    gone = [one["quantity"] for one in movements if one["document"] == f"order:{number}"]
    assert sorted(gone) == [-102, -28]


def counts_blindly_and_finds_four_missing(team):
    """The counter is not told what is expected; so great a difference needs a second person."""
    place = team.shop.location_id
    counting = {"location_id": place, "scope": "list", "variant_ids": [team.cup]}
    count = team.ok(team.stock.post("/stock-counts", counting), 201)
    assert [(one["expected"], one["difference"]) for one in count["lines"]] == [(None, None)]
    address, counted = f"/stock-counts/{count['id']}", {"variant_id": team.cup, "counted": 2}
    team.ok(team.stock.post(f"{address}/counted", counted))
    (line,) = team.ok(team.stock.get(address))["lines"]
    assert (line["again"], line["expected"]) == (True, None)
    team.ok(team.owner.post(f"{address}/counted", counted))
    team.ok(team.stock.post(f"{address}/finish", {}))
    closed = team.ok(team.owner.post(f"{address}/approve"))
    assert (closed["state"], closed["lines"][0]["difference"]) == ("closed", -4)
    assert team.levels()["Depósito"][0] == 2


def ties_to_the_ledger(team, began):
    """What it is worth at each place, now and then, is the sum of what the ledger says."""
    now = worth(team)
    for value, fifo, ledger_value, ledger_fifo in now.values():
        assert (value, fifo) == (ledger_value, ledger_fifo)
    since, until = (at.isoformat().replace("+", "%2B") for at in (began, datetime.now(UTC)))
    address = f"/stock/value-by-account?since={since}&until={until}"
    accounts = team.ok(team.stock.get(address))["items"]
    gained = {x["account"]: x["value"]["amount_minor"] for x in accounts}
    assert (gained["goods_received"], gained["landed_cost"]) == (40000, 1234)
    assert gained["cost_of_goods_sold"] < 0
    assert gained["shrinkage"] < 0
    assert sum(gained.values()) == sum(value for value, *_ in now.values())
    then = team.ok(team.stock.get(f"/stock/variants/{team.cup}/then?at={since}"))["items"]
    assert [(x["on_hand"], x["value"]["amount_minor"]) for x in then] == [(100, 0)]


class TestBadInput:
    """Each is refused by name, says where, and changes nothing."""

    @pytest.fixture
    def team(self, shop) -> Team:
        return Team(shop)

    def refused(self, team, answer, status, code):
        assert answer.status_code == status, answer.content
        assert answer.json()["type"].endswith(f"/{code}"), answer.json()
        assert team.levels() == {"Depósito": (100, 0, 0)}
        assert_books_balance()
        return answer.json()

    def test_an_unknown_barcode_is_repeated_with_what_to_do(self, team):
        answer = team.stock.get("/stock/lookup?code=7891000315507")
        said = self.refused(team, answer, 404, "unknown_code")
        assert "7891000315507" in said["detail"]

    def test_a_negative_quantity_is_pointed_at(self, team):
        said = {"variant_id": team.cup, "quantity": -3}
        answer = team.stock.post("/stock/receipts", said)
        body = self.refused(team, answer, 422, "invalid_request")
        assert body["errors"][0]["pointer"] == "/quantity"

    def test_a_receipt_with_another_content_under_the_same_key_is_refused(self, team):
        order = team.order(team.offer(), 20)
        came = {"lines": [{"line_no": 1, "accepted": 10}]}
        address = f"/purchase-orders/{order}/receipts"
        team.ok(team.stock.post(address, came, key="one"), 201)
        other = {"lines": [{"line_no": 1, "accepted": 9}]}
        answer = team.stock.post(address, other, key="one")
        assert answer.status_code == 409
        again = team.stock.post(address, {"lines": [{"line_no": 1, "accepted": 11}]})
        assert again.json()["type"].endswith("/more_than_ordered")
        assert team.levels()["Depósito"] == (110, 0, 10)
        assert_books_balance()

    def test_a_count_of_a_deleted_variant_is_refused(self, team):
        gone = "00000000-0000-7000-8000-000000000000"
        said = {"location_id": team.shop.location_id, "scope": "list", "variant_ids": [gone]}
        answer = team.stock.post("/stock-counts", said)
        assert answer.status_code in {404, 422}, answer.content
        assert gone in answer.content.decode()
        assert_books_balance()

    def test_a_price_file_with_wrong_units_names_line_and_column_and_applies_nothing(self, team):
        supplier = team.offer()
        file = "supplier_sku,sku,cost,currency,unit,pack_size\nO-1,CUP,11.00,BRL,barrel,10\n"
        read = self.upload(team, supplier, file)
        (problem,) = read["problems"]
        assert (problem["line"], problem["column"], read["can_apply"]) == (2, "unit", False)
        assert "barrel" in problem["wrong"]
        answer = team.buyer.post(f"/price-files/{read['id']}/apply", key=None)
        assert answer.json()["type"].endswith("/price_file_has_problems")
        item = f"/suppliers/{supplier}/items/{team.cup}/prices"
        (price,) = team.ok(team.buyer.get(item))["items"]
        assert price["breaks"][0]["cost_minor"] == 1000

    def upload(self, team, supplier: str, text: str):
        answer = team.buyer.client.post(
            f"/api/v1/suppliers/{supplier}/price-files",
            {"file": SimpleUploadedFile("prices.csv", text.encode(), "text/csv")},
            headers={"Authorization": f"Bearer {team.buyer.token}"},
        )
        return team.ok(answer, 201)
