"""Transfers, counts, adjustments, places and value at the console."""

from __future__ import annotations

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from balcao.domains.inventory.operations import create_location, receive_stock, save_stock_settings
from balcao.domains.inventory.queries import (
    adjustments_page,
    count_by_id,
    level_of,
    locations,
    stock_settings,
    transfer_by_id,
    transfers_page,
)
from tests.shop import NOW, brl
from tests.truth import assert_books_balance

pytestmark = pytest.mark.django_db


@pytest.fixture
def branch(shop):
    return create_location(store_id=shop.store_id, code="branch", name="Loja", priority=2)


@pytest.fixture
def dear(shop):
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


def said(answer):
    return " ".join(str(message) for message in get_messages(answer.wsgi_request))


def at(name, *args):
    return reverse(f"console:{name}", args=args)


def on_hand(shop, place, sku="CUP"):
    return level_of(place, shop.variants[sku]).on_hand


class TestTransfers:
    def test_go_from_draft_to_found_again(self, as_role, shop, branch):
        client = as_role("stock")
        form = {"from": shop.location_id, "to": branch, "lines": "CUP 10\nVASE-S 1", "key": "k"}
        for _ in range(2):
            client.post(at("transfer-create"), form)
        (made,) = transfers_page(shop.store_id).items
        one = str(made.id)
        client.post(at("transfer-change", one), {"lines": "CUP 8", "version": 1})
        stale = client.post(at("transfer-change", one), {"lines": "CUP 9", "version": 1})
        assert "Somebody else changed this transfer" in said(stale)
        client.post(at("transfer-send", one))
        seen = transfer_by_id(shop.store_id, made.id).version
        form = {"good-1": "5", "bad-1": "1", "key": "r", "version": seen}
        for _ in range(2):
            client.post(at("transfer-receive", one), form)
        assert on_hand(shop, branch) == 5
        client.post(at("transfer-close", one), {"note": "gone"})
        client.post(at("transfer-found", one), {"line": "1", "quantity": "2", "key": "f"})
        line = transfer_by_id(shop.store_id, made.id).lines[0]
        assert (line.received, line.damaged, line.lost, line.found) == (5, 1, 2, 2)
        page = client.get(at("transfer", one)).content.decode()
        assert "Closed" in page
        assert_books_balance()

    @pytest.mark.parametrize(
        ("lines", "words"),
        [
            ("NOPE 3", "Line 1: there is no SKU “NOPE”"),
            ("CUP 3\nCUP", "Line 2: write a SKU, then the units"),
            ("CUP three", "Line 1: “three” is not a whole number"),
            ("", "Write one line for each product"),
        ],
    )
    def test_say_which_line_is_wrong(self, as_role, shop, branch, lines, words):
        form = {"from": shop.location_id, "to": branch, "lines": lines, "key": "k"}
        assert words in said(as_role("stock").post(at("transfer-create"), form))
        assert not transfers_page(shop.store_id).items


class TestCounts:
    def test_are_blind_then_looked_at_then_approved(self, as_role, shop):
        client = as_role("stock")
        form = {"place": shop.location_id, "scope": "list", "skus": "CUP\nVASE-S", "key": "k"}
        answer = client.post(at("count-start"), form)
        one = answer["Location"].rstrip("/").rpartition("/")[2]
        page = client.get(at("stock-count", one)).content.decode()
        assert "Expected" not in page
        typed = {"n-1": "99", "n-2": "some"}
        wrong = client.post(at("count-record", one), typed)
        assert "“some” is not a whole number" in said(wrong)
        client.post(at("count-record", one), {"n-2": "10"})
        client.post(at("count-finish", one))
        page = client.get(at("stock-count", one)).content.decode()
        assert "Expected" in page
        client.post(at("count-approve", one))
        assert count_by_id(shop.store_id, one).state == "closed"
        assert on_hand(shop, shop.location_id) == 99
        assert "99.1%" in client.get(at("stock-count", one)).content.decode()
        assert "2 of 2" in client.get(at("counts")).content.decode()
        assert_books_balance()

    def test_tell_who_must_count_again(self, as_role, shop):
        client, owner = as_role("stock"), as_role("owner")
        form = {"place": shop.location_id, "scope": "full", "key": "k"}
        one = client.post(at("count-start"), form)["Location"].rstrip("/").rpartition("/")[2]
        first = client.post(at("count-record", one), {"n-1": "50"})
        assert "Somebody else must count again: CUP" in said(first)
        assert "not by stock@example.com" in client.get(at("stock-count", one)).content.decode()
        assert "somebody else must count it again" in said(
            client.post(at("count-record", one), {"n-1": "100"})
        )
        owner.post(at("count-record", one), {"n-1": "100"})
        owner.post(at("count-assign", one), {"line": ["2", "3"], "email": "bia@example.com"})
        assert "bia@example.com" in owner.get(at("stock-count", one)).content.decode()
        client.post(at("count-finish", one), {"leave_out": "1"})
        assert count_by_id(shop.store_id, one).total == 1


class TestAdjustments:
    def test_wait_and_are_decided_by_somebody_else(self, as_role, shop, dear):
        client, owner = as_role("stock"), as_role("owner")
        cup = (shop.location_id, shop.variants["CUP"])
        form = {"quantity": "5", "reason": "stolen", "note": "camera", "key": "k"}
        answer = client.post(at("write-off", *cup), form)
        assert "waits for somebody with stock:approve" in said(answer)
        (asked,) = adjustments_page(shop.store_id).items
        assert "Adjustments to decide" in owner.get("/console/").content.decode()
        assert "Take back" in client.get(at("adjustments")).content.decode()
        assert client.post(at("adjustment-approve", asked.id)).status_code == 403
        owner.post(at("adjustment-approve", asked.id), {"answer": "yes"})
        assert on_hand(shop, shop.location_id) == 195
        assert "yes" in owner.get(at("adjustments") + "?state=posted").content.decode()
        assert_books_balance()

    def test_cover_every_reason_and_both_sides(self, as_role, shop):
        client = as_role("stock")
        cup = (shop.location_id, shop.variants["CUP"])
        for nr, form in enumerate(
            [
                {"reason": "damaged", "quantity": "4"},
                {"reason": "repaired", "quantity": "1"},
                {"reason": "scrapped", "quantity": "2", "side": "damaged"},
                {"reason": "found", "quantity": "3"},
            ]
        ):
            client.post(at("write-off", *cup), {**form, "key": str(nr)})
        level = level_of(*cup)
        assert (level.on_hand, level.damaged) == (100, 1)
        assert "not a reason" in said(
            client.post(at("write-off", *cup), {"reason": "shipped", "quantity": "1", "key": "x"})
        )

    def test_take_a_cost_with_what_comes_in(self, as_role, shop):
        cup = (shop.location_id, shop.variants["CUP"])
        form = {"quantity": "10", "unit_cost": "2,50", "key": "k"}
        as_role("stock").post(at("receive", *cup), form)
        assert level_of(*cup).value_minor == 2500


class TestLevel:
    def test_shows_what_lay_there_before(self, as_role, shop, dear):
        address = at("level", shop.location_id, shop.variants["CUP"])
        client = as_role("viewer")
        page = client.get(address + "?at=2026-11-23T12:00").content.decode()
        assert "R$2,000.00" in page
        early = client.get(address + "?at=2020-01-01T00:00").content.decode()
        assert "Nothing of it had ever been anywhere by then" in early
        assert "in the future" in client.get(address + "?at=2999-01-01T00:00").content.decode()

    def test_keeps_safety_stock_and_tells_units_apart(self, as_role, shop):
        client, cup = as_role("stock"), (shop.location_id, shop.variants["CUP"])
        client.post(at("safety", *cup), {"quantity": "7"})
        client.post(at("track", *cup), {"tracking": "lot"})
        assert level_of(*cup).safety_stock == 7
        assert "OPENING" in client.get(at("level", *cup)).content.decode()


class TestPlacesAndValue:
    def test_places_and_settings_are_saved(self, owner, shop):
        form = {
            "name": "Loja Centro", "kind": "shop", "priority": "2", "country": "br",
            "latitude": "-23,56", "longitude": "-46.65", "handling": "2,50", "sells": "1",
        }  # fmt: skip
        owner.post(at("place-save"), form)
        made = next(one for one in locations(shop.store_id) if one.code == "loja-centro")
        assert (made.country, made.latitude, made.handling_minor) == ("BR", -23.56, 250)
        assert "two letters" in said(owner.post(at("place-save"), {**form, "country": "BRA"}))
        rules = {"valuation": "fifo", "threshold": "10", "count_every_a_days": "7"}
        owner.post(at("stock-settings-save"), rules)
        saved = stock_settings(shop.store_id)
        assert (saved.valuation, saved.approve_above_minor, saved.count_every_a_days) == (
            "fifo", 1000, 7,
        )  # fmt: skip
        assert "Loja Centro" in owner.get(at("places")).content.decode()

    def test_value_ties_and_is_exported(self, as_role, shop, dear):
        client = as_role("viewer")
        page = client.get(at("valuation")).content.decode()
        assert "Ties" in page
        assert "R$2,000.00" in page
        file = client.get(at("valuation-export"))
        assert file["Content-Type"].startswith("text/csv")
        assert "Depósito,4,216,0,BRL,2000.00,2000.00,2000.00,2000.00,True" in file.content.decode()
        past = client.get(at("valuation") + "?at=2020-01-01T00:00").content.decode()
        assert "R$0.00" in past
        wrong = client.get(at("valuation") + "?at=never").content.decode()
        assert "not a moment" in wrong
