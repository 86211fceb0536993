from __future__ import annotations

import pytest

from balcao.domains.pricing.errors import BadPrice
from balcao.domains.pricing.operations import set_prices
from balcao.domains.pricing.queries import prices_of
from balcao.domains.pricing.values import VariantPrice
from tests.shop import NOW, Shop, brl, open_shop

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop() -> Shop:
    return open_shop()


class TestSetPrices:
    def test_replaces_what_was_there(self, shop):
        cup = shop.variants["CUP"]
        new = VariantPrice(cup, brl("35.00"), compare_at=brl("39.00"), cost=brl("12.00"))
        set_prices(store_id=shop.store_id, prices=[new], now=NOW)
        assert prices_of([cup], "BRL") == {cup: new}
        assert prices_of([cup], "EUR") == {}

    @pytest.mark.parametrize(("amount", "compare_at"), [("-0.01", None), ("10.00", "9.99")])
    def test_refuses_a_price_nobody_means(self, shop, amount, compare_at):
        cup = shop.variants["CUP"]
        wrong = VariantPrice(cup, brl(amount), brl(compare_at) if compare_at else None)
        with pytest.raises(BadPrice):
            set_prices(store_id=shop.store_id, prices=[wrong], now=NOW)
        assert prices_of([cup], "BRL")[cup].amount == brl("39.00")
