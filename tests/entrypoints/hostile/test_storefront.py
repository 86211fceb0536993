"""What shoppers, or who pretends to be one, may send: never a 5xx, never what is others'."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.test import Client

from balcao.domains.cart.models import CartLine
from balcao.domains.orders.models import Order
from tests.shop import Shop

PAGES = ("/", "/en/", "/c/ceramica/", "/p/vaso-lua/", "/search/", "/cart/", "/checkout/")
QUERIES = (
    "page=-1", "page=0", "page=1e9", "page=99999999999", "page=%D9%A3", "page=%00", "sort=nonsense",
    "q=%00", "q=a%00b", "q=%ff%fe", "q=%ed%a0%80", "q=%", "q=%zz", "o1=%00", "%00=%00",
)  # fmt: skip
FORM = "application/x-www-form-urlencoded"
SCRIPT = '"><script>alert(1)</script>'
BROKEN = ("\0", "a\0b", SCRIPT, "a" * 100_000, "-1", "9" * 5000, "²", "x\r\nBcc: evil@example.com")
PERSON = {
    "email": "ana@example.com",
    "name": "Ana Souza",
    "country": "BR",
    "postal_code": "01310-100",
    "line1": "Rua Augusta, 100",
    "city": "São Paulo",
    "region": "SP",
    "rate": "standard",
    "payment": "bank_transfer",
    "action": "place",
}


def checkout_of(client: Client) -> dict[str, str]:
    """The hidden fields of the checkout as it is shown now."""
    html = client.get("/checkout/").content.decode()
    hidden = re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', html)
    return {**PERSON, **{name: unescape(value) for name, value in hidden}}


def fill(client: Client) -> None:
    client.post("/cart/add/vaso-lua/", {"o1": "G", "quantity": "1"})


@pytest.mark.parametrize("page", PAGES)
def test_pages_bear_any_query(visitor: Client, page: str) -> None:
    answers = {query: visitor.get(f"{page}?{query}").status_code for query in QUERIES}
    assert {query: code for query, code in answers.items() if code >= 500} == {}


@pytest.mark.parametrize(
    "path",
    ["/%00", "/c/%00/", "/p/a%00b/", "/orders/%00/", "/%ff%fe", "/en//x",
     "/" + "a" * 9000, "/static/%00"],
)  # fmt: skip
def test_addresses_that_nobody_made_are_not_there(visitor: Client, path: str) -> None:
    assert 400 <= visitor.get(path).status_code < 500


@pytest.mark.parametrize("method", ["put", "delete", "patch", "options", "trace"])
def test_pages_refuse_methods_they_do_not_know(visitor: Client, method: str) -> None:
    answers = {page: getattr(visitor, method)(page).status_code for page in PAGES}
    assert set(answers.values()) <= {303, 405}


@pytest.mark.parametrize(
    "cookies",
    [
        {"balcao_cart_count": "9" * 5000},
        {"balcao_cart_count": "²"},
        {"balcao_cart": "0" * 32},
        {"balcao_cart": "00000000000000000000000000000000:aaaaaa:bbbbbb"},
        {"sessionid": "\\000"},
        {"django_language": "../../etc"},
    ],
)
def test_forged_cookies_are_worth_nothing(visitor: Client, cookies: dict[str, str]) -> None:
    visitor.cookies.load(cookies)
    assert {visitor.get(page).status_code for page in PAGES} <= {200, 303}
    assert "Sacola" not in visitor.get("/cart/").content.decode()


def test_forms_in_another_charset_are_refused(stranger: Client) -> None:
    stranger.cookies["csrftoken"] = "a" * 32
    kind = f"{FORM}; charset=utf-7"
    assert stranger.post("/cart/", "a=b", content_type=kind).status_code == 400


class TestForgery:
    @pytest.mark.parametrize("path", ["/cart/add/vaso-lua/", "/cart/", "/checkout/", "/en/cart/"])
    def test_is_refused_by_every_form(self, stranger: Client, path: str) -> None:
        assert stranger.post(path, {"o1": "G", "quantity": "1"}).status_code == 403
        assert CartLine.objects.count() == 0


class TestCart:
    @pytest.mark.parametrize("field", ["o1", "quantity"])
    @pytest.mark.parametrize("text", BROKEN)
    def test_takes_in_nothing_that_was_not_chosen(
        self, visitor: Client, field: str, text: str
    ) -> None:
        sent = {"o1": "G", "quantity": "1", field: text}
        assert visitor.post("/cart/add/vaso-lua/", sent).status_code == 422
        assert CartLine.objects.count() == 0

    @pytest.mark.parametrize("field", ["variant", "quantity"])
    @pytest.mark.parametrize("text", BROKEN)
    def test_bears_broken_changes(self, visitor: Client, shop: Shop, field: str, text: str) -> None:
        fill(visitor)
        sent = {"variant": str(shop.variants["VASE-L"]), "quantity": "2", field: text}
        assert visitor.post("/cart/", sent).status_code == 422
        assert CartLine.objects.get().quantity == 1

    def test_of_another_browser_cannot_be_changed(self, visitor: Client, shop: Shop) -> None:
        fill(visitor)
        sent = {"variant": str(shop.variants["VASE-L"]), "quantity": "5"}
        Client().post("/cart/", sent)
        assert CartLine.objects.get().quantity == 1


class TestCheckout:
    @pytest.mark.parametrize("action", ["place", "refresh"])
    @pytest.mark.parametrize("text", BROKEN)
    def test_bears_anything_in_any_field(self, visitor: Client, action: str, text: str) -> None:
        fill(visitor)
        form = {**checkout_of(visitor), "action": action, "email": "not a mail address"}
        for field in form.keys() - {"action"}:
            answer = visitor.post("/checkout/", {**form, field: text})
            assert answer.status_code < 500, field
            assert "<script>alert" not in answer.content.decode(), field
        assert Order.objects.count() == 0

    def test_writes_what_shoppers_type_as_text(self, visitor: Client) -> None:
        fill(visitor)
        typed = {"name": f"Ana {SCRIPT}", "line1": "<img src=x onerror=alert(1)>"}
        placed = visitor.post("/checkout/", {**checkout_of(visitor), **typed})
        assert placed.status_code == 303
        html = visitor.get(placed["Location"]).content.decode()
        assert "&lt;script&gt;" in html
        assert "<script>alert" not in html
        assert "<img src=x" not in html

    def test_lets_no_header_into_a_mail(self, visitor: Client) -> None:
        fill(visitor)
        form = {**checkout_of(visitor), "email": "ana@example.com\r\nBcc: evil@example.com"}
        assert visitor.post("/checkout/", form).status_code == 422
        assert Order.objects.count() == 0

    def test_answers_a_double_click_and_the_back_button_with_the_same_order(
        self, visitor: Client
    ) -> None:
        fill(visitor)
        form = checkout_of(visitor)
        first = visitor.post("/checkout/", form)["Location"]
        assert visitor.post("/checkout/", form)["Location"] == first
        assert visitor.get("/checkout/")["Location"] == first
        assert Order.objects.count() == 1

    @pytest.mark.parametrize("body", ["name=" + "a" * 10_000_000, "x=1&" * 5000])
    def test_refuses_a_form_without_bounds(self, stranger: Client, body: str) -> None:
        stranger.cookies["csrftoken"] = "a" * 32
        assert stranger.post("/checkout/", body, content_type=FORM).status_code == 400


def test_orders_are_found_by_their_whole_secret_only(visitor: Client) -> None:
    fill(visitor)
    address = visitor.post("/checkout/", checkout_of(visitor))["Location"]
    token = address.split("/")[2]
    guesses = (
        token[:-1],
        token.swapcase(),
        Order.objects.get().number,
        str(Order.objects.get().id),
    )
    assert {visitor.get(f"/orders/{guess}/").status_code for guess in guesses} == {404}
    assert Client().get(f"/orders/{token}/")["Cache-Control"] == "private, no-store"
