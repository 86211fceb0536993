from __future__ import annotations

import pytest

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
