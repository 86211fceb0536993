from __future__ import annotations

import pytest

from balcao.domains.checkout.operations import purchase
from balcao.domains.checkout.queries import quote
from balcao.domains.checkout.values import WantedLine
from balcao.domains.shipping.errors import BadRate, BadZone
from balcao.domains.shipping.operations import offer_rate, save_rate, save_zone
from balcao.domains.shipping.queries import countries_served, shipping_options
from balcao.kernel.money import Money
from tests.shop import NOW, Shop, brl, open_shop

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop() -> Shop:
    shop = open_shop()
    zone = save_zone(store_id=shop.store_id, name="Brasil", countries=["BR"])
    save_rate(
        store_id=shop.store_id,
        zone_id=zone,
        code="express",
        name="Expressa",
        price=brl("40.00"),
        days=(1, 2),
        free_from=brl("300.00"),
        position=2,
    )
    return shop


def prices(shop: Shop, subtotal: str, country: str = "BR") -> dict[str, str]:
    options = shipping_options(
        shop.store_id, country=country, subtotal=brl(subtotal), language="en", now=NOW
    )
    return {option.name: str(option.price.major) for option in options}


class TestOptions:
    def test_are_priced_for_the_order(self, shop):
        assert prices(shop, "299.99") == {"Standard delivery": "15.00", "Expressa": "40.00"}
        assert prices(shop, "300.00") == {"Standard delivery": "15.00", "Expressa": "0.00"}

    def test_follow_what_was_changed_however_they_are_kept(self, shop):
        asked = {"currency": "BRL", "country": "BR", "now": NOW, "rate_code": "express"}
        lines = (WantedLine(shop.variants["CUP"], 1),)

        def cost() -> Money | None:
            return quote(shop.store_id, lines=lines, **asked).shipping

        assert cost() == brl("40.00")
        zone = save_zone(store_id=shop.store_id, name="Brasil", countries=["BR"])
        rate = save_rate(
            store_id=shop.store_id, zone_id=zone, code="express", name="Expressa",
            price=brl("41.00"), days=(1, 2),
        )  # fmt: skip
        assert cost() == brl("41.00")
        offer_rate(store_id=shop.store_id, rate_id=rate, is_active=False)
        assert cost() is None

    def test_are_called_by_their_name_in_a_language(self, shop):
        zone = save_zone(store_id=shop.store_id, name="Brasil", countries=["BR"])
        save_rate(
            store_id=shop.store_id, zone_id=zone, code="express", name="Expressa",
            price=brl("40.00"), days=(1, 2), translations={"en": "Express", "fr": ""},
        )  # fmt: skip
        names = [
            shipping_options(
                shop.store_id, country="br", subtotal=brl("1.00"), language=one, now=NOW
            )[1].name
            for one in ("en", "fr", "pt-br")
        ]
        assert names == ["Express", "Expressa", "Expressa"]

    def test_are_none_where_nobody_ships(self, shop):
        assert prices(shop, "10.00", country="JP") == {}
        assert countries_served(shop.store_id) == ["BR"]

    def test_cost_the_same_when_bought(self, shop):
        free = shop.request(("CUP", 8), rate_code="express", expected_total=brl("312.00"))
        assert purchase(free, now=NOW).total == brl("312.00")


class TestSave:
    @pytest.mark.parametrize("countries", [[], ["Brasil"], ["B1"], [""]])
    def test_refuses_a_zone_of_nowhere(self, shop, countries):
        with pytest.raises(BadZone):
            save_zone(store_id=shop.store_id, name="X", countries=countries)

    @pytest.mark.parametrize(
        "changes", [{"name": ""}, {"price": brl("-1.00")}, {"days": (3, 2)}, {"days": (-1, 2)}]
    )
    def test_refuses_a_rate_that_makes_no_sense(self, shop, changes):
        plain = {"name": "X", "price": brl("1.00"), "days": (1, 2)}
        with pytest.raises(BadRate):
            save_rate(store_id=shop.store_id, zone_id=1, code="x", **plain | changes)
