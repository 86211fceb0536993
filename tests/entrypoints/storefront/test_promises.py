"""What a shopper reads about something that is sold before it is there."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.test import Client

from balcao.domains.inventory.operations import set_selling
from balcao.domains.inventory.queries import availability_of
from balcao.domains.inventory.values import Selling, SellingRule

RELEASE = datetime(2100, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def preorder(shop) -> None:
    rule = SellingRule(Selling.PREORDER, limit=5, releases_at=RELEASE)
    set_selling(store_id=shop.store_id, variant_id=shop.variants["CUP"], rule=rule)


class TestAPreorder:
    def test_says_its_date_on_the_product_page_and_in_the_cart(
        self, shop, preorder, visitor: Client
    ) -> None:
        assert availability_of(shop.store_id, [shop.variants["CUP"]])[shop.variants["CUP"]] > 5
        page = visitor.get("/p/xicara/").content.decode()
        assert "Pré-venda: enviamos a partir de 1 de março de 2100." in page
        visitor.post("/cart/add/xicara/", {"quantity": "1"})
        assert "1 de março de 2100" in visitor.get("/cart/").content.decode()
        assert "1 de março de 2100" in visitor.get("/checkout/").content.decode()

    def test_speaks_english_too(self, preorder, visitor: Client) -> None:
        page = visitor.get("/en/p/xicara/").content.decode()
        assert "Preorder: we send it from March 1, 2100." in page

    def test_leaves_what_can_be_sent_at_once_alone(self, preorder, visitor: Client) -> None:
        assert "2100" not in visitor.get("/p/vaso-lua/").content.decode()
