"""How stock is sold, by the API."""

from __future__ import annotations

import pytest

from balcao.domains.checkout.operations import purchase
from tests.shop import NOW


@pytest.fixture
def cup(shop):
    return shop.variants["CUP"]


class TestSelling:
    def test_is_told_and_changed(self, owner, cup):
        address = f"/stock/variants/{cup}/selling"
        assert owner.get(address).json()["policy"] == "deny"
        rule = {"policy": "preorder", "limit": 5, "releases_at": "2100-01-01T00:00:00Z"}
        said = owner.call("PUT", address, rule).json()
        assert said == owner.get(address).json()
        assert (said["sellable"], said["limit"], said["lead_days"]) == (105, 5, 14)
        assert said["next_at"].startswith("2100-01-01")

    def test_that_cannot_be_is_refused_by_name(self, owner, cup):
        answer = owner.call("PUT", f"/stock/variants/{cup}/selling", {"policy": "preorder"})
        assert answer.status_code == 422
        assert answer.json()["type"].endswith("/bad_selling_policy")
        assert answer.json()["field"] == "releases_at"


class TestKits:
    def test_are_made_and_taken_apart(self, owner, shop, cup):
        address = f"/stock/variants/{shop.variants['LAST']}/kit"
        items = [{"variant_id": str(cup), "quantity": 3}]
        assert owner.call("PUT", address, {"items": items}).json() == {
            "items": [{"variant_id": str(cup), "sku": "CUP", "quantity": 3}]
        }
        refused = owner.call("PUT", f"/stock/variants/{cup}/kit", {"items": items})
        assert refused.json()["type"].endswith("/bad_kit")
        assert owner.call("PUT", address, {"items": []}).json() == {"items": []}


class TestBuffers:
    def test_are_set_listed_and_taken_away(self, owner, shop, cup):
        buffer = {"location_id": shop.location_id, "channel": "market", "units": 7}
        owner.call("PUT", "/stock/buffers", buffer)
        owner.call("PUT", "/stock/buffers", buffer | {"variant_id": str(cup), "units": 2})
        listed = owner.get("/stock/buffers").json()["items"]
        assert [(one["sku"], one["units"]) for one in listed] == [("", 7), ("CUP", 2)]
        assert owner.call("PUT", "/stock/buffers", buffer | {"units": 0}).json()["items"] == [
            listed[1]
        ]
        lost = owner.call("PUT", "/stock/buffers", buffer | {"location_id": 99999999})
        assert lost.json()["type"].endswith("/no_such_location")


class TestStrategies:
    def test_are_listed_and_one_is_chosen(self, owner):
        codes = [one["code"] for one in owner.get("/stock/strategies").json()["items"]]
        assert codes == ["priority", "nearest", "fewest_parcels", "lowest_cost"]
        chosen = owner.call("PUT", "/stock/strategies", {"code": "nearest"}).json()["items"]
        assert [one["code"] for one in chosen if one["is_used"]] == ["nearest"]
        answer = owner.call("PUT", "/stock/strategies", {"code": "dice"})
        assert answer.status_code == 422
        assert answer.json()["type"].endswith("/no_such_allocation_strategy")


class TestAnOrder:
    def test_says_what_is_set_aside_for_it(self, owner, shop):
        parts = {"items": [{"variant_id": str(shop.variants["CUP"]), "quantity": 3}]}
        owner.call("PUT", f"/stock/variants/{shop.variants['LAST']}/kit", parts)
        made = purchase(shop.request(("LAST", 2)), now=NOW)
        order = owner.get(f"/orders/{made.order_id}").json()
        found = [(x["line_no"], x["sku"], x["quantity"]) for x in order["set_aside"]]
        assert found == [(1, "CUP", 6)]
        assert order["lines"][0]["promised_at"] is None
