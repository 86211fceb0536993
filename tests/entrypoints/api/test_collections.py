from __future__ import annotations

import pytest

from balcao.domains.catalog.models import Product
from tests.offers import offer, percent

pytestmark = pytest.mark.django_db
SALE = {"kind": "tag", "any_of": ["sale"]}


class TestCollections:
    def test_are_made_filled_in_order_and_renamed(self, owner):
        made = owner.post("/collections", {"name": "Summer"})
        assert (made.status_code, made.json()["slug"]) == (201, "summer")
        path = f"/collections/{made.json()['id']}"
        wanted = [str(one) for one in Product.objects.order_by("-pk").values_list("pk", flat=True)]
        put = owner.call("PUT", f"{path}/products", {"product_ids": wanted}, If_Match='"1"')
        assert put.json()["products"] == len(wanted)
        assert owner.get(f"{path}/products").json()["product_ids"] == wanted
        stale = owner.call("PUT", path, {"name": "Winter"}, If_Match='"1"')
        assert stale.status_code == 412
        renamed = owner.call("PUT", path, {"name": "Winter"}, If_Match='"2"')
        assert (renamed.json()["name"], renamed.json()["slug"]) == ("Winter", "summer")

    def test_by_rule_take_no_products_by_hand(self, owner):
        made = owner.post("/collections", {"name": "Sale", "rule": SALE}).json()
        said = {"product_ids": [str(Product.objects.get(handle="xicara").pk)]}
        path = f"/collections/{made['id']}/products"
        refused = owner.call("PUT", path, said, If_Match='"1"')
        assert (refused.status_code, refused.json()["type"]) == (
            409,
            "/api/v1/problems/collection_by_rule",
        )

    def test_stay_while_a_promotion_names_them(self, owner, shop):
        made = owner.post("/collections", {"name": "Sale"}).json()
        path = f"/collections/{made['id']}"
        named = {"kind": "any", "of": [{"kind": "collection", "in": [made["id"]]}]}
        offer(shop, percent(1000, when=named))
        (use,) = owner.get(f"{path}/uses").json()["items"]
        refused = owner.call("DELETE", path, If_Match='"1"')
        assert (refused.status_code, refused.json()["type"]) == (
            409,
            "/api/v1/problems/collection_in_use",
        )
        assert refused.json()["used_by"] == [use]

    def test_go_when_nothing_names_them(self, owner):
        made = owner.post("/collections", {"name": "Sale"}).json()
        gone = owner.call("DELETE", f"/collections/{made['id']}", If_Match='"1"')
        assert gone.json() == {"items": []}
