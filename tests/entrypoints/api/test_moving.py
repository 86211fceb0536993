"""Transfers, counts and adjustments by program."""

from __future__ import annotations

import pytest
from django.test import Client

from balcao.domains.inventory.operations import create_location, receive_stock, save_stock_settings
from balcao.domains.team.values import Role
from tests.entrypoints.api.conftest import Api
from tests.shop import NOW, brl
from tests.truth import assert_books_balance

pytestmark = pytest.mark.django_db


@pytest.fixture
def stock(tokens) -> Api:
    return Api(Client(), tokens[Role.STOCK])


@pytest.fixture
def cup(shop) -> str:
    return str(shop.variants["CUP"])


@pytest.fixture
def dear(shop):
    """Another hundred cups, R$ 10.00 on average; above R$ 20.00 somebody else approves."""
    receive_stock(
        store_id=shop.store_id,
        location_id=shop.location_id,
        variant_id=shop.variants["CUP"],
        quantity=100,
        value=brl("2000.00"),
        actor="r",
        now=NOW,
    )
    save_stock_settings(store_id=shop.store_id, changes={"approve_above_minor": 2000})


def kind(answer) -> str:
    return answer.json()["type"].rpartition("/")[2]


class TestTransfers:
    @pytest.fixture
    def body(self, shop, cup):
        branch = create_location(store_id=shop.store_id, code="branch", name="Loja", priority=2)
        return {
            "from_location_id": shop.location_id,
            "to_location_id": branch,
            "lines": [{"variant_id": cup, "quantity": 10}],
        }

    def test_go_from_draft_to_closed(self, stock, body, cup):
        made = stock.post("/transfers", body)
        assert (made.status_code, made.json()["state"]) == (201, "draft")
        at = f"/transfers/{made.json()['id']}"
        edit = {"lines": [{"variant_id": cup, "quantity": 8}], "note": "less"}
        assert stock.call("PUT", at, edit).status_code == 428
        changed = stock.call("PUT", at, edit, If_Match=made["ETag"])
        assert changed.json()["lines"][0]["quantity"] == 8
        sent = stock.post(f"{at}/send", If_Match=changed["ETag"])
        assert sent.json()["state"] == "sent"
        assert kind(stock.post(f"{at}/cancel")) == "still_on_the_road"
        came = {"lines": [{"variant_id": cup, "quantity": 3, "damaged": 1}]}
        first = stock.post(f"{at}/receipts", came, key="k", If_Match=sent["ETag"])
        again = stock.post(f"{at}/receipts", came, key="k", If_Match=sent["ETag"])
        assert again.json() == first.json()
        assert again["Idempotency-Replayed"] == "true"
        assert first.json()["lines"][0]["open"] == 4
        late = stock.post(f"{at}/receipts", came, If_Match=sent["ETag"])
        assert late.status_code == 412
        more = {"lines": [{"variant_id": cup, "quantity": 5}]}
        assert kind(stock.post(f"{at}/receipts", more)) == "over_received"
        closed = stock.post(f"{at}/close", {"note": "gone"})
        assert (closed.json()["state"], closed.json()["lines"][0]["lost"]) == ("closed", 4)
        found = stock.post(f"{at}/found", {"variant_id": cup, "quantity": 1})
        assert found.json()["lines"][0]["found"] == 1
        assert [one["state"] for one in stock.get("/transfers").json()["items"]] == ["closed"]
        assert stock.get("/transfers?state=draft&state=sent").json()["items"] == []
        assert_books_balance()

    def test_are_taken_back_and_cancelled(self, stock, body, shop, cup):
        at = f"/transfers/{stock.post('/transfers', body).json()['id']}"
        stock.post(f"{at}/send")
        assert stock.post(f"{at}/recall").json()["state"] == "draft"
        assert stock.post(f"{at}/cancel").json()["state"] == "cancelled"
        level = stock.get(f"/stock/variants/{cup}").json()["items"][0]
        assert level["on_hand"] == 100

    def test_with_a_great_loss_are_closed_by_an_approver(self, stock, owner, body, dear):
        at = f"/transfers/{stock.post('/transfers', body).json()['id']}"
        stock.post(f"{at}/send")
        assert kind(stock.post(f"{at}/close", {})) == "needs_approval"
        assert owner.post(f"{at}/close", {}).json()["state"] == "closed"


class TestCounts:
    def start(self, api, shop, cup):
        body = {"location_id": shop.location_id, "scope": "list", "variant_ids": [cup]}
        made = api.post("/stock-counts", body)
        assert made.status_code == 201
        return f"/stock-counts/{made.json()['id']}"

    def test_are_blind_counted_again_and_approved_by_the_difference(
        self, stock, owner, shop, cup, dear
    ):
        at = self.start(stock, shop, cup)
        line = stock.post(f"{at}/counted", {"variant_id": cup, "counted": 150}).json()["lines"][0]
        assert (line["again"], line["expected"], line["counted"]) == (True, None, None)
        assert "200" not in stock.get(at).content.decode()
        own = stock.post(f"{at}/counted", {"variant_id": cup, "counted": 197})
        assert kind(own) == "counted_before"
        assert kind(stock.post(f"{at}/finish", {})) == "not_counted_yet"
        second = owner.post(f"{at}/counted", {"variant_id": cup, "counted": 197})
        assert second.json()["lines"][0]["again"] is False
        seen = stock.post(f"{at}/finish", {}).json()["lines"][0]
        assert (seen["expected"], seen["difference"], seen["first"]) == (200, -3, 150)
        assert kind(stock.post(f"{at}/approve")) == "needs_approval"
        assert kind(owner.post(f"{at}/approve")) == "needs_approval"
        save_stock_settings(store_id=shop.store_id, changes={"approve_above_minor": 3000})
        done = stock.post(f"{at}/approve").json()
        value = {"amount_minor": -3000, "currency": "BRL"}
        assert (done["state"], done["lines"][0]["value"]) == ("closed", value)
        (month,) = stock.get("/stock-counts/accuracy").json()["items"]
        assert (month["lines"], month["units_off"]) == (1, 3)
        assert_books_balance()

    def test_name_what_is_wrong_with_a_number_and_lose_nothing(self, stock, shop, cup):
        at = self.start(stock, shop, cup)
        for wrong in (-1, "many", 1.5, None):
            answer = stock.post(f"{at}/counted", {"variant_id": cup, "counted": wrong})
            assert answer.status_code == 422
            assert "counted" in answer.content.decode()
        other = str(shop.variants["LAST"])
        stray = {"variant_id": other, "counted": 1}
        assert kind(stock.post(f"{at}/counted", stray)) == "not_in_count"
        assert stock.post(f"{at}/lines", {"variant_id": other}).json()["total"] == 2
        assert stock.post(f"{at}/counted", stray).json()["counted"] == 1

    def test_are_assigned_sent_back_and_given_up(self, stock, shop, cup):
        at = self.start(stock, shop, cup)
        mine = stock.post(f"{at}/assign", {"lines": [1], "email": "bia@example.com"})
        assert mine.json()["lines"][0]["assigned_to"] == "bia@example.com"
        stock.post(f"{at}/counted", {"variant_id": cup, "counted": 99})
        stock.post(f"{at}/finish", {})
        assert stock.post(f"{at}/send-back", {"lines": [1]}).json()["state"] == "counting"
        assert stock.post(f"{at}/cancel").json()["state"] == "cancelled"
        assert len(stock.get("/stock-counts?state=cancelled").json()["items"]) == 1

    def test_that_are_due_are_listed(self, stock):
        assert stock.get("/stock-counts/due").json() == {"items": []}


class TestAdjustments:
    def test_are_posted_or_wait_for_somebody_else(self, stock, owner, cup, dear):
        small = stock.post("/adjustments", {"variant_id": cup, "reason": "lost", "quantity": 1})
        assert (small.status_code, small.json()["state"]) == (201, "posted")
        great = {"variant_id": cup, "reason": "stolen", "quantity": 5, "note": "camera 2"}
        waiting = stock.post("/adjustments", great).json()
        assert (waiting["state"], waiting["quantity"]) == ("waiting", -5)
        at = f"/adjustments/{waiting['id']}"
        assert stock.post(f"{at}/approve", {}).status_code == 403
        assert len(stock.get("/adjustments?state=waiting").json()["items"]) == 1
        done = owner.post(f"{at}/approve", {"answer": "yes"}).json()
        assert (done["state"], done["decided_by"]) == ("posted", "owner@example.com")
        assert kind(owner.post(f"{at}/reject", {})) == "adjustment_decided"
        assert stock.get(at).json()["answer"] == "yes"
        assert_books_balance()

    def test_are_not_approved_by_who_asked_but_can_be_taken_back(self, owner, stock, cup, dear):
        great = {"variant_id": cup, "reason": "found", "quantity": 5}
        at = f"/adjustments/{owner.post('/adjustments', great).json()['id']}"
        assert kind(owner.post(f"{at}/approve", {})) == "needs_approval"
        assert kind(stock.post(f"{at}/withdraw", {})) == "needs_approval"
        assert owner.post(f"{at}/withdraw", {}).json()["state"] == "rejected"

    def test_refuse_what_changes_nothing(self, stock, cup):
        nothing = stock.post("/adjustments", {"variant_id": cup, "reason": "lost"})
        assert kind(nothing) == "bad_adjustment"


class TestReceiptsCountsAndWriteOffs:
    def test_wait_above_the_threshold_and_say_so(self, stock, owner, cup, dear):
        price = {"amount_minor": 500, "currency": "BRL"}
        body = {"variant_id": cup, "quantity": 10, "unit_cost": price}
        answers = [
            stock.post("/stock/receipts", body),
            stock.post("/stock/counts", {"variant_id": cup, "counted": 190}),
            stock.post("/stock/write-offs", {"variant_id": cup, "quantity": 9}),
        ]
        assert [(one.status_code, one.json()["state"]) for one in answers] == [(202, "waiting")] * 3
        assert stock.get(f"/stock/variants/{cup}").json()["items"][0]["on_hand"] == 200
        for one in answers:
            owner.post(f"/adjustments/{one.json()['id']}/approve", {})
        level = stock.get(f"/stock/variants/{cup}").json()["items"][0]
        assert level["on_hand"] == 200 + 10 - 10 - 9
        assert_books_balance()

    def test_below_it_answer_the_level_with_its_value(self, stock, cup, dear):
        price = {"amount_minor": 500, "currency": "BRL"}
        body = {"variant_id": cup, "quantity": 2, "unit_cost": price}
        level = stock.post("/stock/receipts", body)
        assert (level.status_code, level.json()["on_hand"]) == (201, 202)
        assert level.json()["value_minor"] == 201_000
        right = stock.post("/stock/counts", {"variant_id": cup, "counted": 202})
        assert (right.status_code, right.json()["on_hand"]) == (201, 202)


class TestPlacesAndValue:
    def test_places_keep_their_address(self, owner):
        body = {
            "name": "Loja",
            "priority": 3,
            "kind": "shop",
            "country": "BR",
            "postal_code": "01310-100",
            "latitude": -23.56,
            "longitude": -46.65,
            "handling": {"amount_minor": 250, "currency": "BRL"},
        }
        owner.call("PUT", "/stock/locations/shop-2", body)
        again = owner.call("PUT", "/stock/locations/shop-2", {"name": "Loja 2", "kind": "shop"})
        shop2 = next(one for one in again.json()["items"] if one["code"] == "shop-2")
        assert (shop2["name"], shop2["country"], shop2["latitude"]) == ("Loja 2", "BR", -23.56)
        assert shop2["handling_minor"] == 250
        lonely = {"name": "X", "latitude": 1.0}
        assert owner.call("PUT", "/stock/locations/x", lonely).status_code == 422
        road = {"name": "X", "kind": "transit", "sells": True}
        assert kind(owner.call("PUT", "/stock/locations/x", road)) == "bad_location"

    def test_settings_are_changed_one_by_one(self, owner):
        before = owner.get("/stock/settings").json()
        after = owner.call("PATCH", "/stock/settings", {"count_every_a_days": 7}).json()
        assert after == before | {"count_every_a_days": 7}
        wrong = owner.call("PATCH", "/stock/settings", {"count_every_a_days": 0})
        assert wrong.status_code == 422

    def test_value_ties_to_the_ledger_now_and_then(self, stock, dear, cup, shop):
        (here,) = stock.get("/stock/valuation").json()["items"]
        assert (here["units"], here["value"]["amount_minor"], here["ties"]) == (216, 200_000, True)
        then = "2026-11-23T14:59:00Z"
        (before,) = stock.get(f"/stock/valuation?at={then}").json()["items"]
        assert before["units"] == 0
        assert kind(stock.get("/stock/valuation?at=2999-01-01T00:00:00Z")) == "bad_period"
        assert stock.get("/stock/valuation?at=2026-11-23T14:59:00").status_code == 422
        (lay,) = stock.get(f"/stock/variants/{cup}/then?at=2026-11-23T15:00:00Z").json()["items"]
        assert (lay["on_hand"], lay["value"]["amount_minor"]) == (200, 200_000)
        period = "since=2026-11-01T00:00:00Z&until=2027-01-01T00:00:00Z"
        accounts = stock.get(f"/stock/value-by-account?{period}").json()["items"]
        assert [(a["account"], a["value"]["amount_minor"]) for a in accounts] == [
            ("goods_received", 200_000)
        ]
        swapped = "until=2026-11-01T00:00:00Z&since=2027-01-01T00:00:00Z"
        assert kind(stock.get(f"/stock/value-by-account?{swapped}")) == "bad_period"

    def test_lots_begin_with_what_is_there(self, stock, cup):
        on = stock.call("PUT", f"/stock/variants/{cup}/tracking", {"tracking": "lot"}).json()
        assert [(x["code"], x["quantity"]) for x in on["items"]] == [("OPENING", 100)]
        serial = stock.call("PUT", f"/stock/variants/{cup}/tracking", {"tracking": "serial"})
        assert kind(serial) == "still_stocked"
        assert stock.get(f"/stock/variants/{cup}/lots").json()["tracking"] == "lot"

    def test_safety_stock_is_not_sold(self, stock, cup, shop):
        at = f"/stock/locations/{shop.location_id}/variants/{cup}/safety-stock"
        assert stock.call("PUT", at, {"units": 30}).status_code == 204
        level = stock.get(f"/stock/variants/{cup}").json()["items"][0]
        assert (level["safety_stock"], level["sellable"]) == (30, 70)
