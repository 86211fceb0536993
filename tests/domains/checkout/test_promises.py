"""What may be promised: buffers, safety stock, kits, backorders, preorders, and from where."""

from __future__ import annotations

from datetime import timedelta

import pytest

from balcao.domains.cart.operations import add_to_cart, open_cart
from balcao.domains.cart.queries import view_cart
from balcao.domains.checkout.operations import place_orders, purchase
from balcao.domains.inventory.errors import BadBuffer, BadKit, BadSelling, PromisedAway
from balcao.domains.inventory.operations import (
    create_location,
    expect_stock,
    receive_stock,
    save_stock_settings,
    set_buffer,
    set_kit,
    set_safety_stock,
    set_selling,
)
from balcao.domains.inventory.queries import (
    availability_of,
    buffers_of,
    kit_of,
    level_of,
    promises_of,
    selling_of,
)
from balcao.domains.inventory.values import Awaited, Component, LocationKind, Selling, SellingRule
from balcao.domains.orders.operations import cancel_order, confirm_payment, pack_order, ship_order
from balcao.domains.orders.queries import order_by_id
from tests.shop import NOW, Shop, brl, open_shop
from tests.truth import assert_books_balance

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def shop() -> Shop:
    return open_shop()


def place(*requests):
    return [answer["status"] for answer in place_orders(requests, now=NOW)]


def sellable(shop, sku, channel="online"):
    """The same number, asked everywhere it is told."""
    variant = shop.variants[sku]
    units = availability_of(shop.store_id, [variant], channel=channel)[variant]
    if channel == "online" and units:
        cart = open_cart(store_id=shop.store_id, currency="BRL", locale="en", now=NOW)
        add_to_cart(cart_id=cart, variant_id=variant, quantity=1, now=NOW)
        assert view_cart(cart, "en").lines[0].sellable == units
    return units


def place_for(shop, code, **more):
    return create_location(store_id=shop.store_id, code=code, name=code, **more)


def stock(shop, where, sku, units):
    receive_stock(
        store_id=shop.store_id,
        location_id=where,
        variant_id=shop.variants[sku],
        quantity=units,
        actor="test",
        now=NOW,
    )


def sell(shop, sku, policy, **more):
    rule = SellingRule(policy, **more)
    set_selling(store_id=shop.store_id, variant_id=shop.variants[sku], rule=rule)


def awaited(shop, sku, document, units, at):
    expect_stock(
        store_id=shop.store_id,
        location_id=shop.location_id,
        document=document,
        lines=[Awaited(shop.variants[sku], units, at)],
        now=NOW,
    )


def promised(shop, sku, units=1):
    variant = shop.variants[sku]
    return promises_of(shop.store_id, {variant: units}, now=NOW).get(variant)


def due(shop, *lines, **changes):
    made = purchase(shop.request(*lines, **changes), now=NOW)
    return [line.promised_at for line in order_by_id(made.order_id).lines]


class TestSafetyStock:
    def test_is_kept_and_not_promised(self, shop):
        set_safety_stock(
            store_id=shop.store_id,
            location_id=shop.location_id,
            variant_id=shop.variants["VASE-L"],
            units=2,
        )
        assert sellable(shop, "VASE-L") == 3
        assert place(shop.request(("VASE-L", 4)), shop.request(("VASE-L", 3))) == [
            "out_of_stock",
            "placed",
        ]
        assert_books_balance()


class TestAChannelBuffer:
    def test_keeps_units_of_a_level_back_from_its_channel_only(self, shop):
        cup = shop.variants["CUP"]
        set_buffer(
            store_id=shop.store_id,
            location_id=shop.location_id,
            channel="market",
            units=98,
            variant_id=cup,
        )
        assert (sellable(shop, "CUP"), sellable(shop, "CUP", "market")) == (100, 2)
        market = [shop.request(("CUP", 1), channel="market") for _ in range(3)]
        assert place(*market) == ["placed", "placed", "out_of_stock"]
        assert place(shop.request(("CUP", 98))) == ["placed"]
        assert_books_balance()

    def test_of_a_variant_stands_instead_of_the_one_of_its_location(self, shop):
        here = {"store_id": shop.store_id, "location_id": shop.location_id}
        set_buffer(**here, channel="online", units=4)
        set_buffer(**here, channel="online", units=1, variant_id=shop.variants["VASE-L"])
        assert [sellable(shop, sku) for sku in ("VASE-L", "VASE-S", "LAST")] == [4, 6, 0]
        assert place(shop.request(("VASE-L", 5)), shop.request(("VASE-L", 4))) == [
            "out_of_stock",
            "placed",
        ]
        assert place(shop.request(("VASE-S", 7)), shop.request(("VASE-S", 6))) == [
            "out_of_stock",
            "placed",
        ]
        set_buffer(**here, channel="online", units=0)
        assert sellable(shop, "LAST") == 1
        assert [buffer.sku for buffer in buffers_of(shop.store_id)] == ["VASE-L"]

    @pytest.mark.parametrize("wrong", [{"channel": "A b"}, {"units": -1}, {"channel": ""}])
    def test_that_cannot_be_is_refused(self, shop, wrong):
        known = {"store_id": shop.store_id, "location_id": shop.location_id}
        with pytest.raises(BadBuffer):
            set_buffer(**known | {"channel": "online", "units": 1} | wrong)


class TestAPlaceThatDoesNotSell:
    def test_is_not_sold_from(self, shop):
        stock(shop, place_for(shop, "check", kind=LocationKind.QUARANTINE), "LAST", 9)
        assert sellable(shop, "LAST") == 1
        assert place(shop.request(("LAST", 2))) == ["out_of_stock"]


class TestAKit:
    """Two cups and a small vase."""

    @pytest.fixture
    def kit(self, shop):
        parts = [Component(shop.variants["CUP"], 2), Component(shop.variants["VASE-S"], 1)]
        set_kit(store_id=shop.store_id, kit_id=shop.variants["LAST"], components=parts)
        return parts

    def test_is_there_as_often_as_its_scarcest_component_makes(self, shop, kit):
        assert sellable(shop, "LAST") == 10
        assert place(shop.request(("CUP", 87))) == ["placed"]
        assert sellable(shop, "LAST") == 6
        assert [part.sku for part in kit_of(shop.store_id, shop.variants["LAST"])] == [
            "CUP",
            "VASE-S",
        ]

    def test_sets_its_components_aside_and_ships_them(self, shop, kit):
        made = purchase(shop.request(("LAST", 3), ("CUP", 1)), now=NOW)
        levels = {s: level_of(shop.location_id, shop.variants[s]) for s in ("CUP", "VASE-S")}
        assert {sku: level.allocated for sku, level in levels.items()} == {"CUP": 7, "VASE-S": 3}
        assert level_of(shop.location_id, shop.variants["LAST"]).allocated == 0
        assert_books_balance()
        confirm_payment(order_id=made.order_id, by="ana", now=NOW)
        pack_order(order_id=made.order_id, by="ana", now=NOW)
        ship_order(order_id=made.order_id, carrier="C", tracking_number="1", by="ana", now=NOW)
        assert level_of(shop.location_id, shop.variants["CUP"]).on_hand == 93
        assert level_of(shop.location_id, shop.variants["VASE-S"]).on_hand == 7
        assert_books_balance()

    def test_that_is_cancelled_gives_its_components_back(self, shop, kit):
        made = purchase(shop.request(("LAST", 3)), now=NOW)
        cancel_order(order_id=made.order_id, reason="other", by="ana", now=NOW)
        assert sellable(shop, "LAST") == 10
        assert_books_balance()

    def test_competes_with_its_components_in_one_set(self, shop, kit):
        answers = place(*[shop.request((("LAST", "VASE-S")[nr % 2], 1)) for nr in range(16)])
        assert answers.count("placed") == 10
        assert_books_balance()

    def test_that_lacks_a_component_takes_nothing(self, shop, kit):
        assert place(shop.request(("VASE-S", 9)), shop.request(("LAST", 2))) == [
            "placed",
            "out_of_stock",
        ]
        assert level_of(shop.location_id, shop.variants["CUP"]).allocated == 0

    def test_is_not_part_of_a_kit(self, shop, kit):
        cup, vase, last = (shop.variants[s] for s in ("CUP", "VASE-L", "LAST"))
        for kit_id, part in ((vase, last), (cup, vase), (vase, vase)):
            with pytest.raises(BadKit):
                set_kit(store_id=shop.store_id, kit_id=kit_id, components=[Component(part, 1)])

    def test_is_a_variant_again_without_components(self, shop, kit):
        set_kit(store_id=shop.store_id, kit_id=shop.variants["LAST"], components=[])
        assert sellable(shop, "LAST") == 1


class TestABackorder:
    def test_is_promised_for_when_enough_has_come_in(self, shop):
        sell(shop, "VASE-L", Selling.BACKORDER, limit=10, lead_days=30)
        awaited(shop, "VASE-L", "test:1", 3, NOW + 5 * DAY)
        awaited(shop, "VASE-L", "test:2", 3, NOW + 9 * DAY)
        assert due(shop, ("VASE-L", 5)) == [None]
        assert due(shop, ("VASE-L", 2)) == [NOW + 5 * DAY]
        assert promised(shop, "VASE-L").at == NOW + 5 * DAY
        assert promised(shop, "VASE-L", 2).at == NOW + 9 * DAY
        assert due(shop, ("VASE-L", 2), ("CUP", 1)) == [NOW + 9 * DAY, None]
        assert due(shop, ("VASE-L", 3)) == [NOW + 30 * DAY]
        assert place(shop.request(("VASE-L", 4))) == ["out_of_stock"]
        assert_books_balance()

    def test_of_late_supply_is_never_promised_for_the_past(self, shop):
        sell(shop, "VASE-L", Selling.BACKORDER, limit=10)
        awaited(shop, "VASE-L", "test:1", 30, NOW - 5 * DAY)
        assert due(shop, ("VASE-L", 6)) == [None]

    def test_is_not_taken_while_another_place_has_it(self, shop):
        sell(shop, "VASE-L", Selling.BACKORDER, limit=10)
        loft = place_for(shop, "loft", priority=2)
        stock(shop, loft, "VASE-L", 7)
        assert due(shop, ("VASE-L", 6)) == [None]
        assert level_of(loft, shop.variants["VASE-L"]).allocated == 6
        assert due(shop, ("VASE-L", 6)) == [None]  # five here and one there
        assert due(shop, ("VASE-L", 1)) == [NOW + 14 * DAY]

    def test_limit_cannot_fall_below_what_is_promised(self, shop):
        sell(shop, "VASE-L", Selling.BACKORDER, limit=10)
        purchase(shop.request(("VASE-L", 9)), now=NOW)
        with pytest.raises(PromisedAway):
            sell(shop, "VASE-L", Selling.BACKORDER, limit=3)
        sell(shop, "VASE-L", Selling.BACKORDER, limit=4, lead_days=3)
        assert selling_of(shop.store_id, shop.variants["VASE-L"]).lead_days == 3

    @pytest.mark.parametrize(
        "rule",
        [
            SellingRule(Selling.BACKORDER, -1),
            SellingRule(Selling.DENY, 3),
            SellingRule(Selling.PREORDER, 3),
            SellingRule(Selling.BACKORDER, 3, NOW),
            SellingRule(Selling.BACKORDER, 3, lead_days=-1),
        ],
    )
    def test_policy_that_cannot_be_is_refused(self, shop, rule):
        with pytest.raises(BadSelling):
            set_selling(store_id=shop.store_id, variant_id=shop.variants["CUP"], rule=rule)


class TestAPreorder:
    def test_is_promised_for_its_release_even_of_what_lies_here(self, shop):
        sell(shop, "VASE-L", Selling.PREORDER, limit=2, releases_at=NOW + 40 * DAY, lead_days=60)
        found = promised(shop, "VASE-L")
        assert (found.at, found.is_preorder) == (NOW + 40 * DAY, True)
        assert due(shop, ("VASE-L", 5)) == [NOW + 40 * DAY]
        assert due(shop, ("VASE-L", 2)) == [NOW + 60 * DAY]  # supply is later than the release

    def test_that_is_released_is_as_any_other(self, shop):
        sell(shop, "VASE-L", Selling.PREORDER, limit=2, releases_at=NOW - DAY)
        assert due(shop, ("VASE-L", 5)) == [None]
        assert promised(shop, "CUP") is None


class TestAStrategy:
    """Three places: the shop's own in São Paulo, one in Recife, one in Curitiba."""

    @pytest.fixture
    def places(self, shop):
        main = place_for(shop, "main", address={"country": "BR", "postal_code": "01310-100"})
        assert main == shop.location_id
        far = {"country": "BR", "postal_code": "50030-150"}
        near = {"country": "BR", "postal_code": "80010-010"}
        recife = place_for(shop, "recife", priority=2, address=far)
        curitiba = place_for(shop, "curitiba", priority=3, address=near, handling=brl("1.00"))
        for where in (recife, curitiba):
            stock(shop, where, "CUP", 50)
            stock(shop, where, "VASE-S", 3)
        stock(shop, curitiba, "VASE-L", 9)
        return main, recife, curitiba

    def use(self, shop, code):
        save_stock_settings(store_id=shop.store_id, changes={"allocation_strategy": code})

    def taken(self, shop, places, sku):
        return [level_of(place, shop.variants[sku]).allocated for place in places]

    def test_by_priority_is_what_a_shop_has_without_choosing(self, shop, places):
        purchase(shop.request(("CUP", 1)), now=NOW)
        assert self.taken(shop, places, "CUP") == [1, 0, 0]

    def test_nearest_serves_from_the_place_nearest_to_the_shopper(self, shop, places):
        self.use(shop, "nearest")
        for code, region, city in (
            ("52011-000", "PE", "Recife"),
            ("88010-000", "SC", "Florianópolis"),
        ):
            address = shop.request(("CUP", 1)).address
            there = {"region": region, "city": city, "postal_code": code}
            request = shop.request(("CUP", 1), address=_moved(address, there))
            assert place(request) == ["placed"]
        assert self.taken(shop, places, "CUP") == [0, 1, 1]

    def test_fewest_parcels_takes_all_lines_from_one_place(self, shop, places):
        self.use(shop, "fewest_parcels")
        purchase(shop.request(("CUP", 1), ("VASE-L", 8)), now=NOW)
        assert self.taken(shop, places, "CUP") == [0, 0, 1]

    def test_lowest_cost_takes_the_place_without_handling(self, shop, places):
        self.use(shop, "lowest_cost")
        purchase(shop.request(("CUP", 1), ("VASE-L", 4)), now=NOW)
        assert self.taken(shop, places, "CUP") == [1, 0, 0]
        assert_books_balance()

    def test_that_was_wrong_about_stock_sells_what_there_is(self, shop, places):
        """Its choice is as old as its query; the units are taken under the locks."""
        self.use(shop, "fewest_parcels")
        requests = [shop.request(("VASE-L", 8)) for _ in range(2)]
        assert place(*requests) == ["placed", "out_of_stock"]
        assert place(shop.request(("VASE-L", 6))) == ["placed"]
        assert self.taken(shop, [places[0], places[2]], "VASE-L") in ([5, 9], [6, 8])
        assert_books_balance()


def _moved(address, there):
    return type(address)(**address.as_json() | there)
