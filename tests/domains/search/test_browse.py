from __future__ import annotations

import pytest

from balcao.domains.search.errors import NoSuchPage
from balcao.domains.search.queries import browse, browse_category, product_page
from balcao.domains.search.values import Sort
from balcao.plumbing.outbox.relay import deliver_all
from tests.shop import NOW, Shop, brl, open_shop

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop() -> Shop:
    shop = open_shop()
    deliver_all(now=NOW)
    return shop


def handles(shop: Shop, **options) -> list[str]:
    listing = browse(shop.store_id, currency="BRL", language="pt-br", now=NOW, **options)
    return [card.handle for card in listing.cards]


class TestBrowse:
    def test_sorts_by_the_price_of_the_cheapest_variant(self, shop):
        assert handles(shop, sort=Sort.CHEAPEST) == ["xicara", "vaso-lua", "ultimo"]
        assert handles(shop, sort=Sort.DEAREST) == ["ultimo", "vaso-lua", "xicara"]

    def test_shows_whether_prices_differ(self, shop):
        cards = browse(shop.store_id, currency="BRL", language="en", now=NOW, sort=Sort.NAME).cards
        by_handle = {card.handle: card for card in cards}
        assert by_handle["vaso-lua"].has_range
        assert by_handle["vaso-lua"].price == brl("89.90")
        assert by_handle["vaso-lua"].title == "Vaso Lua (en)"
        assert not by_handle["xicara"].has_range

    def test_pages_without_showing_anything_twice(self, shop):
        pages = [handles(shop, page=n, per_page=1) for n in (1, 2, 3)]
        assert sorted(handle for page in pages for handle in page) == [
            "ultimo",
            "vaso-lua",
            "xicara",
        ]

    @pytest.mark.parametrize("text", ["xícara", "XICARA", "xic", "serra xicara", "CUP"])
    def test_finds_words_whatever_their_accents_case_or_order(self, shop, text):
        assert handles(shop, text=text) == ["xicara"]

    @pytest.mark.parametrize(
        "text", ["", "   ", "!!!", "nada disso", "'; DROP TABLE x --", "& | !"]
    )
    def test_finds_nothing_for_what_is_not_a_word_here(self, shop, text):
        assert handles(shop, text=text) == []


class TestBrowseCategory:
    def test_counts_what_stands_on_the_shelf(self, shop):
        page = browse_category(shop.store_id, "ceramica", currency="BRL", language="pt-br", now=NOW)
        assert (page.category.name, page.category.products) == ("Cerâmica", 3)

    def test_says_no_to_a_shelf_or_a_page_that_is_not_there(self, shop):
        with pytest.raises(NoSuchPage):
            browse_category(shop.store_id, "nada", currency="BRL", language="pt-br", now=NOW)
        with pytest.raises(NoSuchPage):
            browse_category(
                shop.store_id, "ceramica", currency="BRL", language="pt-br", now=NOW, page=9
            )


class TestProductPage:
    def test_offers_each_variant_with_price_and_stock(self, shop):
        page = product_page(shop.store_id, "vaso-lua", currency="BRL", language="en", now=NOW)
        assert [(o.options, o.price, o.sellable) for o in page.offers] == [
            (("S",), brl("89.90"), 10),
            (("G",), brl("149.90"), 5),
        ]
        assert page.option_names == ("Size",)

    def test_says_no_to_a_product_that_is_not_there(self, shop):
        with pytest.raises(NoSuchPage):
            product_page(shop.store_id, "nada", currency="BRL", language="en", now=NOW)
