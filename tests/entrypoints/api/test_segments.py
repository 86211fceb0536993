from __future__ import annotations

import pytest

from balcao.domains.pricing.models import PriceList
from tests.offers import offer, percent
from tests.shop import NOW

pytestmark = pytest.mark.django_db
VIP = {"kind": "tag", "any_of": ["vip"]}


class TestCustomers:
    def test_are_put_down_found_and_changed_on_top_of_what_was_seen(self, owner):
        made = owner.post("/customers", {"email": "Bo@example.com", "tags": ["VIP"]})
        assert made.status_code == 201
        path = f"/customers/{made.json()['id']}"
        (found,) = owner.get("/customers?tag=vip").json()["items"]
        assert (found["email"], found["tags"]) == ("bo@example.com", ["vip"])
        changed = owner.call("PATCH", path, {"tax_id": "X1"}, If_Match='"1"')
        assert (changed.json()["tax_id"], changed.json()["tags"]) == ("X1", ["vip"])
        assert owner.call("PATCH", path, {"tags": []}, If_Match='"1"').status_code == 412


class TestSegments:
    def test_are_previewed_made_and_changed(self, owner):
        owner.post("/customers", {"email": "bo@example.com", "tags": ["vip"]})
        seen = owner.post("/segments/preview", {"rule": VIP}).json()
        assert (seen["found"], seen["some"]) == (1, ["bo@example.com"])
        assert seen["words"]["pt-br"] == "Tem a etiqueta vip."
        made = owner.post("/segments", {"name": "Best", "rule": VIP}).json()
        assert (made["slug"], made["rule"]) == ("best", VIP)
        path = f"/segments/{made['id']}"
        by_hand = owner.call("PUT", path, {"name": "Best"}, If_Match='"1"')
        assert by_hand.json()["rule"] is None
        added = owner.post(f"{path}/members", {"emails": ["bo@example.com"]})
        assert added.json() == {"added": 1}
        (member,) = owner.get(f"{path}/members").json()["items"]
        assert member["email"] == "bo@example.com"

    def test_point_at_what_is_wrong_in_a_rule(self, owner):
        refused = owner.post("/segments", {"name": "X", "rule": {"kind": "all", "of": [{}]}})
        assert refused.status_code == 422
        assert refused.json()["findings"][0]["pointer"] == "/of/0"

    def test_stay_while_promotions_and_price_lists_name_them(self, owner, shop):
        made = owner.post("/segments", {"name": "Best", "rule": VIP}).json()
        path = f"/segments/{made['id']}"
        group = {"kind": "all", "of": [{"kind": "group", "in": ["best", "other"]}]}
        promotion = offer(shop, percent(1000, when=group), name="For the best")
        offer(shop, percent(1000, when={"kind": "group", "in": ["other"]}))
        PriceList.objects.create(
            store_id=shop.store_id,
            name="Trade",
            currency="BRL",
            groups=["best"],
            starts_at=NOW,
            created_at=NOW,
            updated_at=NOW,
        )
        uses = owner.get(f"{path}/uses").json()["items"]
        assert uses[0] == {"what": "promotion", "id": str(promotion), "name": "For the best"}
        assert [use["what"] for use in uses] == ["promotion", "price_list"]
        refused = owner.call("DELETE", path, If_Match='"1"')
        assert (refused.status_code, refused.json()["type"]) == (
            409,
            "/api/v1/problems/segment_in_use",
        )
        assert refused.json()["used_by"] == uses
        assert "“For the best”, “Trade”" in refused.json()["detail"]

    def test_go_on_top_of_what_was_seen(self, owner):
        made = owner.post("/segments", {"name": "Best", "rule": VIP}).json()
        path = f"/segments/{made['id']}"
        assert owner.call("DELETE", path, If_Match='"7"').status_code == 412
        assert owner.call("DELETE", path, If_Match='"1"').json() == {"items": []}
        assert owner.call("DELETE", path, If_Match='"1"').status_code == 404

    def test_let_members_go_by_hand_only(self, owner):
        bo = owner.post("/customers", {"email": "bo@example.com"}).json()["id"]
        made = owner.post("/segments", {"name": "Friends"}).json()
        path = f"/segments/{made['id']}/members"
        owner.post(path, {"emails": ["bo@example.com"]})
        for _ in range(2):
            assert owner.call("DELETE", f"{path}/{bo}").json()["members"] == 0
        ruled = owner.post("/segments", {"name": "Best", "rule": VIP}).json()
        refused = owner.call("DELETE", f"/segments/{ruled['id']}/members/{bo}")
        assert refused.json()["type"] == "/api/v1/problems/segment_by_rule"
