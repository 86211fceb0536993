"""Buying without JavaScript: cart, checkout, thank-you, status."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from balcao.domains.inventory.operations import set_on_hand
from balcao.domains.inventory.values import Count
from balcao.domains.orders.models import Order
from balcao.domains.pricing.operations import set_prices
from balcao.domains.pricing.values import VariantPrice
from tests.entrypoints.storefront.outline import Outline
from tests.shop import NOW, Shop, brl
from tests.truth import assert_books_balance

PERSON = {
    "email": "ana@example.com",
    "name": "Ana Souza",
    "country": "BR",
    "postal_code": "01310100",
    "line1": "Rua Augusta, 100",
    "city": "São Paulo",
    "region": "SP",
    "rate": "standard",
    "payment": "bank_transfer",
    "action": "place",
}


def hidden_fields(html: str) -> dict[str, str]:
    fields = [a for a in Outline(html).all("input") if a.get("type") == "hidden"]
    return {str(a["name"]): str(a["value"]) for a in fields}


def fill_cart(visitor: Client, quantity: int = 1) -> None:
    answer = visitor.post("/cart/add/vaso-lua/", {"o1": "G", "quantity": quantity})
    assert (answer.status_code, answer["Location"]) == (303, "/cart/")


def opened_checkout(visitor: Client, **changes: str) -> dict[str, Any]:
    answer = visitor.get("/checkout/")
    assert answer.status_code == 200
    assert Outline(answer.content.decode()).problems() == []
    return {**hidden_fields(answer.content.decode()), **PERSON, **changes}


class TestCart:
    def test_keeps_what_was_chosen_and_counts_it(self, visitor: Client) -> None:
        fill_cart(visitor, 2)
        html = visitor.get("/cart/").content.decode()
        assert "Vaso Lua" in html
        assert "R$\xa0299,80" in html
        assert visitor.cookies["balcao_cart_count"].value == "2"
        assert Outline(html).problems() == []

    def test_changes_and_removes_a_line(self, visitor: Client, shop: Shop) -> None:
        fill_cart(visitor)
        line = {"variant": str(shop.variants["VASE-L"])}
        assert visitor.post("/cart/", {**line, "quantity": "3"}).status_code == 303
        assert "R$\xa0449,70" in visitor.get("/cart/").content.decode()
        visitor.post("/cart/", {**line, "quantity": "0"})
        assert "Seu carrinho está vazio" in visitor.get("/cart/").content.decode()

    @pytest.mark.parametrize("quantity", ["-1", "1000", "many", "", "9" * 40])
    def test_says_so_when_a_quantity_is_none(
        self, visitor: Client, shop: Shop, quantity: str
    ) -> None:
        fill_cart(visitor)
        line = {"variant": str(shop.variants["VASE-L"]), "quantity": quantity}
        answer = visitor.post("/cart/", line)
        assert answer.status_code == 422
        assert 'role="alert"' in answer.content.decode()

    def test_says_beside_the_line_that_too_few_are_left(self, visitor: Client, shop: Shop) -> None:
        fill_cart(visitor)
        visitor.post("/cart/", {"variant": str(shop.variants["VASE-L"]), "quantity": "9"})
        page = visitor.get("/cart/").content.decode()
        assert "Restam 5" in page
        assert Outline(page).problems() == []

    @pytest.mark.parametrize("cookie", ["", "x", "0" * 32, "0" * 32 + ":x:y"])
    def test_ignores_a_cookie_that_we_did_not_sign(self, visitor: Client, cookie: str) -> None:
        visitor.cookies["balcao_cart"] = cookie
        assert "Seu carrinho está vazio" in visitor.get("/cart/").content.decode()

    @pytest.mark.parametrize(
        "form",
        [{"o1": "G", "quantity": "6"}, {"o1": "G", "quantity": "x"}, {"o1": "G", "quantity": "0"}],
    )
    def test_refuses_what_cannot_be_had_on_the_product_page(
        self, visitor: Client, form: dict[str, str]
    ) -> None:
        answer = visitor.post("/cart/add/vaso-lua/", form)
        assert answer.status_code == 422
        assert 'id="buy-error"' in answer.content.decode()

    def test_tells_htmx_in_place(self, visitor: Client) -> None:
        htmx = {"HX-Request": "true"}
        added = visitor.post("/cart/add/xicara/", {"quantity": "2"}, headers=htmx)
        assert 'hx-swap-oob="true">2<' in added.content.decode()
        refused = visitor.post("/cart/add/xicara/", {"quantity": "0"}, headers=htmx)
        assert refused["HX-Retarget"] == "#buy"

    def test_shows_price_and_availability_without_script(self, visitor: Client) -> None:
        answer = visitor.post("/cart/add/vaso-lua/", {"o1": "G", "show": "1"})
        assert answer["Location"] == "/p/vaso-lua/?o1=G#buy"

    def test_leads_to_the_product_when_the_form_s_address_is_opened(self, visitor: Client) -> None:
        assert visitor.get("/cart/add/vaso-lua/")["Location"] == "/p/vaso-lua/"


class TestCheckout:
    def test_sends_an_empty_cart_back(self, visitor: Client) -> None:
        assert visitor.get("/checkout/")["Location"] == "/cart/"
        assert visitor.post("/checkout/", PERSON)["Location"] == "/cart/"

    def test_places_an_order_and_shows_how_to_pay(self, visitor: Client) -> None:
        fill_cart(visitor)
        placed = visitor.post("/checkout/", opened_checkout(visitor))
        assert placed.status_code == 303
        thanks = visitor.get(placed["Location"])
        html = thanks.content.decode()
        assert "Obrigado, Ana!" in html
        assert "R$\xa0164,90" in html
        assert "Como pagar" in html
        assert "no-store" in thanks["Cache-Control"]
        assert Outline(html).problems() == []
        assert visitor.cookies["balcao_cart_count"].value == "0"
        assert_books_balance()

    def test_shows_its_status_by_the_secret_link_only(self, visitor: Client) -> None:
        fill_cart(visitor)
        placed = visitor.post("/checkout/", opened_checkout(visitor))
        status = placed["Location"].removesuffix("thanks/")
        assert Client().get(status).status_code == 200
        assert Client().get("/en" + status).status_code == 200
        assert Client().get("/orders/guess/").status_code == 404

    def test_is_done_once_however_often_it_is_sent(self, visitor: Client) -> None:
        fill_cart(visitor)
        form = opened_checkout(visitor)
        answers = [visitor.post("/checkout/", form) for _ in range(3)]
        assert {answer["Location"] for answer in answers} == {answers[0]["Location"]}
        assert visitor.get("/checkout/")["Location"] == answers[0]["Location"]
        assert Order.objects.count() == 1

    def test_tells_htmx_where_to_go(self, visitor: Client) -> None:
        fill_cart(visitor)
        htmx = {"HX-Request": "true"}
        refused = visitor.post("/checkout/", opened_checkout(visitor, city=""), headers=htmx)
        assert refused.content.decode().startswith('<div id="checkout">')
        placed = visitor.post("/checkout/", opened_checkout(visitor), headers=htmx)
        assert placed["HX-Redirect"].endswith("/thanks/")

    def test_says_what_has_changed_and_takes_nothing(self, visitor: Client, shop: Shop) -> None:
        fill_cart(visitor)
        form = opened_checkout(visitor)
        dearer = VariantPrice(shop.variants["VASE-L"], brl("160.00"))
        set_prices(store_id=shop.store_id, prices=[dearer], now=NOW)
        refused = visitor.post("/checkout/", form)
        html = refused.content.decode()
        assert refused.status_code == 409
        assert "Vaso Lua agora custa R$\xa0160,00 em vez de R$\xa0149,90" in html
        assert "R$\xa0175,00" in html
        assert Order.objects.count() == 0
        assert visitor.post("/checkout/", {**PERSON, **hidden_fields(html)}).status_code == 303

    def test_says_what_is_sold_out(self, visitor: Client, shop: Shop) -> None:
        fill_cart(visitor, 3)
        form = opened_checkout(visitor)
        counts = [Count(shop.variants["VASE-L"], 1)]
        set_on_hand(
            store_id=shop.store_id, location_id=shop.location_id, counts=counts,
            reason="counted", document="", actor="test", now=NOW,
        )  # fmt: skip
        refused = visitor.post("/checkout/", form)
        assert refused.status_code == 409
        assert "Vaso Lua: Resta só 1" in refused.content.decode()
        assert not re.search(r'class="button wide"', refused.content.decode())

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("email", "ana@"), ("email", ""), ("name", ""), ("postal_code", "123"),
            ("region", ""), ("line1", ""), ("city", ""),
        ],
    )  # fmt: skip
    def test_says_beside_the_field_what_is_wrong(
        self, visitor: Client, field: str, value: str
    ) -> None:
        fill_cart(visitor)
        answer = visitor.post("/checkout/", opened_checkout(visitor, **{field: value}))
        html = answer.content.decode()
        assert answer.status_code == 422
        assert f'id="{field}-error"' in html
        assert f'href="#{field}"' in html
        assert Outline(html).problems() == []

    def test_names_every_empty_field_at_once(self, visitor: Client) -> None:
        fill_cart(visitor)
        empty = dict.fromkeys(("email", "name", "postal_code", "line1", "city", "region"), "")
        html = visitor.post("/checkout/", opened_checkout(visitor, **empty)).content.decode()
        assert all(f'id="{field}-error"' in html for field in empty)

    def test_takes_a_tax_number_that_can_be_one(self, visitor: Client) -> None:
        fill_cart(visitor)
        form = opened_checkout(visitor, tax_id="529.982.247-25")
        assert visitor.post("/checkout/", form).status_code == 303
        assert Order.objects.get().tax_id == "529.982.247-25"

    def test_says_beside_the_field_that_it_is_no_tax_number(self, visitor: Client) -> None:
        fill_cart(visitor)
        answer = visitor.post("/checkout/", opened_checkout(visitor, tax_id="529.982.247-26"))
        assert answer.status_code == 422
        html = answer.content.decode()
        assert "Este número não é válido no país abaixo." in html
        assert 'value="529.982.247-26"' in html
        assert not Order.objects.exists()

    def test_asks_for_a_way_to_ship_and_to_pay(self, visitor: Client) -> None:
        fill_cart(visitor)
        assert visitor.post("/checkout/", opened_checkout(visitor, rate="x")).status_code == 422
        assert visitor.post("/checkout/", opened_checkout(visitor, payment="x")).status_code == 422

    def test_shapes_the_address_for_the_country(self, visitor: Client) -> None:
        fill_cart(visitor)
        form = opened_checkout(visitor, country="PT", action="refresh")
        html = visitor.post("/checkout/", form).content.decode()
        assert 'name="region"' not in html
        assert "Ainda não entregamos neste país" in html

    def test_bears_forged_and_broken_forms(self, visitor: Client) -> None:
        for broken in ({"expected_total": "x"}, {"cart_version": "-"}, {"idempotency_key": ""},
                       {"idempotency_key": "\x00" * 9}):  # fmt: skip
            fill_cart(visitor)
            answer = visitor.post("/checkout/", opened_checkout(visitor, **broken))
            assert answer.status_code == 409
            assert Order.objects.count() == 0

    def test_drops_what_no_name_has(self, visitor: Client) -> None:
        fill_cart(visitor)
        form = opened_checkout(visitor, name="Ana\x00\x07 Souza\u2028", line2="\x00")
        assert visitor.post("/checkout/", form).status_code == 303
        assert Order.objects.get().address["name"] == "Ana Souza"

    def test_speaks_english_too(self, visitor: Client) -> None:
        visitor.post("/en/cart/add/vaso-lua/", {"o1": "G", "quantity": "1"})
        html = visitor.get("/en/checkout/").content.decode()
        assert "Standard delivery" in html
        placed = visitor.post("/en/checkout/", {**PERSON, **hidden_fields(html)})
        assert "Thank you, Ana!" in visitor.get(placed["Location"]).content.decode()


class TestForgery:
    def test_is_stopped_with_a_page_that_explains(self, shop: Shop) -> None:
        strict = Client(enforce_csrf_checks=True)
        answer = strict.post("/cart/add/vaso-lua/", {"o1": "G", "quantity": "1"})
        assert answer.status_code == 403
        assert Outline(answer.content.decode()).problems() == []
