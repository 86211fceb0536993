"""The cart across devices, merged on sign-in, shared by a link."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.test import Client

from balcao.domains.cart.models import Cart, CartLine
from balcao.domains.catalog.models import Product
from tests.entrypoints.signing import sign_in

pytestmark = pytest.mark.django_db


def put(client: Client, handle: str, **said: str) -> None:
    assert client.post(f"/cart/add/{handle}/", {"quantity": "1", **said}).status_code == 303


def cart(client: Client) -> str:
    return client.get("/cart/").content.decode()


class TestAcrossDevices:
    def test_is_the_same_for_who_is_signed_in(self, visitor: Client):
        phone, desk = Client(), visitor
        for client in (phone, desk):
            sign_in(client)
        put(phone, "xicara")
        put(desk, "vaso-lua", o1="P")
        for client in (phone, desk):
            assert "Xícara Serra" in cart(client)
            assert "Vaso Lua" in cart(client)
        assert Cart.objects.filter(customer_id__isnull=False, state="open").count() == 1

    def test_is_put_together_on_signing_in(self, visitor: Client):
        put(visitor, "xicara", quantity="3")
        sign_in(visitor)
        other = Client()
        put(other, "xicara")
        put(other, "ultimo")
        sign_in(other)
        assert other.cookies["balcao_cart_count"].value == "4"
        for client in (visitor, other):
            assert "Último exemplar" in cart(client)

    def test_is_gone_from_a_device_that_was_signed_out(self, visitor: Client):
        put(visitor, "xicara")
        sign_in(visitor)
        kept = visitor.cookies["balcao_cart"].value
        visitor.post("/account/sign-out/")
        assert "Xícara Serra" not in cart(visitor)
        visitor.cookies["balcao_cart"] = kept
        assert "Xícara Serra" not in cart(visitor)
        put(visitor, "ultimo")
        assert CartLine.objects.count() == 2
        assert Cart.objects.count() == 2
        sign_in(visitor)
        assert "Xícara Serra" in cart(visitor)

    def test_of_somebody_else_on_the_same_device_is_not_taken_over(self, visitor: Client):
        put(visitor, "xicara")
        sign_in(visitor)
        kept = visitor.cookies["balcao_cart"].value
        visitor.post("/account/sign-out/")
        visitor.cookies["balcao_cart"] = kept
        sign_in(visitor, "eve@example.com")
        assert "Xícara Serra" not in cart(visitor)


class TestSharing:
    def shared(self, visitor: Client) -> str:
        put(visitor, "xicara", quantity="2")
        made = visitor.post("/cart/share/")
        html = visitor.get(made["Location"]).content.decode()
        link = unescape(re.search(r'id="link" value="([^"]+)"', html)[1])
        return link.removeprefix("http://testserver")

    def test_shows_a_copy_that_goes_into_ones_own_cart(self, visitor: Client):
        link, friend = self.shared(visitor), Client()
        put(friend, "ultimo")
        assert "Xícara Serra" in friend.get(link).content.decode()
        for _ in range(2):
            assert friend.post(link)["Location"] == "/cart/"
        assert "Xícara Serra" in cart(friend)
        put(friend, "xicara")
        assert sorted(CartLine.objects.values_list("quantity", flat=True)) == [1, 2, 2, 3]

    def test_does_not_give_the_cart_itself_away(self, visitor: Client):
        link = self.shared(visitor)
        mine = Cart.objects.get(state="open")
        assert mine.pk.hex not in link
        assert str(mine.pk) not in Client().get(link).content.decode()

    def test_is_of_who_has_the_link_only(self, visitor: Client):
        link = self.shared(visitor)
        copy = Cart.objects.get(state="shared").pk.hex
        for path in (link[:-3] + "xx/", f"/cart/shared/{copy}/", "/cart/shared/x:y/"):
            assert visitor.get(path).status_code == 404

    def test_says_what_is_not_sold_any_more(self, visitor: Client):
        link, friend = self.shared(visitor), Client()
        Product.objects.filter(handle="xicara").update(status="draft")
        friend.post(link)
        assert "Xícara Serra" not in cart(friend)

    def test_of_nothing_leads_to_the_cart(self, visitor: Client):
        assert visitor.post("/cart/share/")["Location"] == "/cart/"
