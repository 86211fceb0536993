"""How a variant is sold, changed in the console by those who may."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from balcao.domains.checkout.operations import purchase
from balcao.domains.inventory.operations import set_kit, set_selling
from balcao.domains.inventory.queries import buffers_of, kit_of, selling_of, stock_settings
from balcao.domains.inventory.values import Buffer, Component, Selling, SellingRule
from balcao.domains.orders.models import Order
from tests.domains.inventory.stock import doing
from tests.shop import NOW


@pytest.fixture
def url(shop) -> str:
    return f"/console/selling/{shop.variants['LAST']}/"


def say(client, url, **sent):
    return client.post(url, sent, follow=True).content.decode()


class TestThePolicy:
    def test_is_shown_and_changed(self, shop, owner, url):
        assert "How LAST is sold" in owner.get(url).content.decode()
        page = say(
            owner, url + "policy/", policy="preorder", limit="7", releases="2100-03-01",
            lead_days="20",
        )  # fmt: skip
        assert 'value="2100-03-01"' in page
        assert "1 Mar 2100" in page  # nothing is sent before the release, though one is there
        assert selling_of(shop.store_id, shop.variants["LAST"]) == SellingRule(
            Selling.PREORDER, 7, datetime(2100, 3, 1, 3, tzinfo=UTC), 20
        )

    def test_says_when_the_next_unit_can_be_sent(self, shop, owner, url):
        doing(shop, "write_off", "LAST", quantity=1)
        sent = {"policy": "preorder", "limit": "7", "releases": "2100-03-01", "lead_days": "20"}
        assert "1 Mar 2100" in say(owner, url + "policy/", **sent)

    @pytest.mark.parametrize(
        ("sent", "words"),
        [
            ({"policy": "never"}, "Choose what happens"),
            ({"policy": "preorder", "limit": "5"}, "A preorder needs a release date"),
            ({"policy": "preorder", "releases": "31/12/2100"}, "This is not a date"),
            ({"policy": "backorder", "limit": "-5"}, "is not a whole number"),
        ],
    )
    def test_is_refused_with_the_reason(self, shop, owner, url, sent, words):
        assert words in say(owner, url + "policy/", **sent)
        assert selling_of(shop.store_id, shop.variants["LAST"]) == SellingRule()

    def test_is_changed_by_those_only_who_may(self, as_role, url):
        assert as_role("viewer").post(url + "policy/", {"policy": "deny"}).status_code == 403
        assert "Save" not in as_role("viewer").get(url).content.decode().split("h-policy")[1]


class TestAKit:
    def test_is_made_of_lines_and_unmade_by_none(self, shop, owner, url):
        assert "2 × CUP" in say(owner, url + "kit/", components="CUP 2\nVASE-S 1\n")
        assert len(kit_of(shop.store_id, shop.variants["LAST"])) == 2
        assert "It is no kit" in say(owner, url + "kit/", components=" ")

    def test_of_something_unknown_is_refused_with_the_line(self, owner, url):
        page = say(owner, url + "kit/", components="CUP 2\nNOPE 1")
        assert "Line 2: there is no SKU “NOPE”" in page

    def test_in_itself_is_refused(self, owner, url):
        assert "A kit cannot be part of a kit" in say(owner, url + "kit/", components="LAST 1")


class TestABuffer:
    def test_is_kept_for_one_product_or_for_all_at_a_place(self, shop, owner, url):
        place = str(shop.location_id)
        say(owner, url + "buffer/", place=place, channel="Market", units="3", scope="variant")
        page = say(owner, url + "buffer/", place=place, channel="online", units="1", scope="place")
        assert "3 from market at Depósito" in page
        last = shop.variants["LAST"]
        assert buffers_of(shop.store_id) == [
            Buffer(shop.location_id, "market", 3, last, "LAST"),
            Buffer(shop.location_id, "online", 1),
        ]


class TestTheStrategy:
    def test_is_chosen_in_the_settings(self, shop, owner):
        page = owner.get("/console/places/").content.decode()
        assert 'value="nearest"' in page
        sent = {"threshold": "100.00", "allocation_strategy": "nearest"}
        owner.post("/console/places/settings/", sent)
        assert stock_settings(shop.store_id).allocation_strategy == "nearest"


class TestAnOrder:
    def test_says_of_what_its_kits_are_made_and_from_where_they_come(self, shop, owner):
        parts = [Component(shop.variants["CUP"], 2), Component(shop.variants["VASE-S"], 1)]
        set_kit(store_id=shop.store_id, kit_id=shop.variants["LAST"], components=parts)
        order = purchase(shop.request(("LAST", 2)), now=NOW)
        page = owner.get(f"/console/orders/{order.order_id}/").content.decode()
        assert '4 × <span class="b-code">CUP</span> from Depósito' in page
        assert '2 × <span class="b-code">VASE-S</span> from Depósito' in page

    def test_says_when_it_was_promised(self, shop, owner):
        rule = SellingRule(Selling.PREORDER, 9, datetime(2100, 3, 1, 12, tzinfo=UTC))
        set_selling(store_id=shop.store_id, variant_id=shop.variants["LAST"], rule=rule)
        order = purchase(shop.request(("LAST", 2)), now=NOW)
        assert Order.objects.filter(pk=order.order_id).exists()
        page = owner.get(f"/console/orders/{order.order_id}/").content.decode()
        assert "Promised by 1 Mar 2100" in page
