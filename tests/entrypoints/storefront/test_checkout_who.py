"""The checkout of those who are known, and what is kept of what was typed."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser

import pytest
from django.test import Client

from balcao.domains.checkout.models import CheckoutDetails
from balcao.domains.customers.models import Consent, SavedAddress
from balcao.domains.orders.models import Order
from balcao.domains.wallet.operations import grant_credit
from balcao.kernel.money import Money
from tests.entrypoints.hostile.test_storefront import PERSON, fill
from tests.entrypoints.signing import sign_in
from tests.shop import NOW, Shop

pytestmark = pytest.mark.django_db
WHERE = ("name", "country", "postal_code", "line1", "city", "region")
HOME = {name: PERSON[name] for name in WHERE}


def hidden(html: str) -> dict[str, str]:
    return {k: unescape(v) for k, v in re.findall(r'hidden" name="(\w+)" value="([^"]*)"', html)}


def shown(client: Client) -> str:
    page = client.get("/checkout/")
    assert page.status_code == 200
    return page.content.decode()


def place(client: Client, **said: str) -> Order:
    answer = client.post("/checkout/", {**PERSON, **hidden(shown(client)), **said})
    assert answer.status_code == 303, re.findall(r'class="error".*', answer.content.decode())
    return Order.objects.latest("placed_at", "id")


class Visible(HTMLParser):
    """The fields that are to be filled in: neither hidden nor folded away. Radios count as one."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.folded: list[bool] = []
        self.in_form = False
        self.names: set[str] = set()
        self.feed(html[html.index('<div id="checkout">') : html.index("</main>")])

    def handle_starttag(self, tag: str, attrs: list) -> None:
        said = dict(attrs)
        if tag == "details":
            self.folded.append("open" not in said)
        is_field = tag in {"input", "select", "textarea"} and said.get("type") != "hidden"
        if is_field and not any(self.folded):
            self.names.add(said["name"])

    def handle_endtag(self, tag: str) -> None:
        if tag == "details":
            self.folded.pop()


class TestAGuestWhoAskedToBeKnown:
    def test_has_at_most_five_fields_and_everybody_else_has_more(self, visitor: Client):
        fill(visitor)
        assert len(Visible(shown(visitor)).names) > 5
        place(visitor, remember="on")
        fill(visitor)
        html = shown(visitor)
        assert len(Visible(html).names) <= 5, Visible(html).names
        assert "Rua Augusta, 100" in html

    def test_orders_again_without_typing(self, visitor: Client):
        fill(visitor)
        place(visitor, remember="on")
        fill(visitor)
        found = re.findall(r'<input class="input" id="(\w+)"[^>]* value="([^"]*)"', shown(visitor))
        fields = dict(found)
        assert (fields["email"], fields["line1"]) == ("ana@example.com", "Rua Augusta, 100")

    def test_is_forgotten_when_they_say_so(self, visitor: Client):
        fill(visitor)
        place(visitor, remember="on")
        fill(visitor)
        place(visitor)
        fill(visitor)
        assert "Rua Augusta, 100" not in shown(visitor)

    def test_is_nobody_who_did_not_ask(self, visitor: Client):
        fill(visitor)
        place(visitor)
        assert "balcao_known" not in visitor.cookies

    @pytest.mark.parametrize("cookie", ["x", "eyJlbWFpbCI6ICJhQGIuYyJ9:1:x", "\0", "x" * 4000])
    def test_is_not_who_forges_the_cookie(self, visitor: Client, cookie: str):
        fill(visitor)
        visitor.cookies["balcao_known"] = cookie
        assert 'class="known"' not in shown(visitor)


class TestAShopperWhoIsSignedIn:
    @pytest.fixture(autouse=True)
    def signed(self, shop: Shop, visitor: Client) -> None:
        sign_in(visitor)
        fill(visitor)

    def test_saves_the_address_and_begins_with_it_next_time(self, visitor: Client):
        order = place(visitor, save_address="on", email="eve@example.com")
        assert order.email == "ana@example.com"
        assert SavedAddress.objects.get().address["line1"] == "Rua Augusta, 100"
        fill(visitor)
        html = shown(visitor)
        assert 'class="known"' in html
        assert len(Visible(html).names) <= 5, Visible(html).names

    def test_chooses_among_saved_addresses(self, visitor: Client):
        for line in ("Rua A, 1", "Rua B, 2"):
            visitor.post("/account/addresses/new/", {**HOME, "line1": line, "action": "save"})
        assert 'value="Rua A, 1"' in shown(visitor)
        second = SavedAddress.objects.get(address__line1="Rua B, 2")
        said = {**hidden(shown(visitor)), "address_id": str(second.pk), "action": "refresh"}
        assert 'value="Rua B, 2"' in visitor.post("/checkout/", said).content.decode()
        assert 'value="Rua B, 2"' in shown(visitor)

    def test_may_place_with_another_address_at_once(self, visitor: Client):
        for line in ("Rua A, 1", "Rua B, 2"):
            visitor.post("/account/addresses/new/", {**HOME, "line1": line, "action": "save"})
        second = SavedAddress.objects.get(address__line1="Rua B, 2")
        order = place(visitor, address_id=str(second.pk), line1="Rua A, 1")
        assert order.address["line1"] == "Rua B, 2"

    def test_pays_from_credit_of_their_own(self, shop: Shop, visitor: Client):
        made = grant_credit(
            store_id=shop.store_id, shopper="ana@example.com", amount=Money(2000, "BRL"),
            reason="goodwill", actor="staff", now=NOW,
        )  # fmt: skip
        box = f"spend-{made.id}"
        assert f'name="{box}"' in shown(visitor)
        said = {**PERSON, **hidden(shown(visitor)), box: "on", "action": "refresh"}
        html = visitor.post("/checkout/", said).content.decode()
        assert hidden(html)["expected_credit"] == "2000"
        answer = visitor.post("/checkout/", {**PERSON, **hidden(html), box: "on"})
        assert answer.status_code == 303
        assert Order.objects.get().credit_minor == 2000

    def test_does_not_pay_from_what_is_others(self, shop: Shop, visitor: Client):
        made = grant_credit(
            store_id=shop.store_id, shopper="bia@example.com", amount=Money(2000, "BRL"),
            reason="goodwill", actor="staff", now=NOW,
        )  # fmt: skip
        said = {**PERSON, **hidden(shown(visitor)), f"spend-{made.id}": "on", "action": "refresh"}
        html = visitor.post("/checkout/", said).content.decode()
        assert hidden(html)["expected_credit"] == "0"


class TestWhatWasTyped:
    def test_is_there_again_after_a_reload(self, visitor: Client):
        fill(visitor)
        said = {**PERSON, "note": "Portão azul", "gift_message": "Feliz\naniversário"}
        kept = visitor.post("/checkout/", {**said, "action": "keep"})
        assert kept.status_code == 204
        html = shown(visitor)
        for text in ("ana@example.com", "Rua Augusta, 100", "Portão azul", "Feliz\naniversário"):
            assert text in html

    def test_is_of_this_cart_only_and_goes_with_the_order(self, visitor: Client):
        fill(visitor)
        visitor.post("/checkout/", {**PERSON, "action": "keep"})
        other = Client()
        fill(other)
        assert "Rua Augusta, 100" not in shown(other)
        place(visitor)
        assert CheckoutDetails.objects.get().typed == {}

    def test_bears_whatever_is_sent(self, visitor: Client):
        fill(visitor)
        for text in ("\0", "x" * 100_000, '"><script>alert(1)</script>'):
            said = dict.fromkeys(("email", "note", "gift_message", "address_id", "cards"), text)
            assert visitor.post("/checkout/", {**said, "action": "keep"}).status_code == 204
            html = shown(visitor)
            assert "<script>alert" not in html


class TestWhatIsWritten:
    def test_is_on_the_order_and_its_page(self, visitor: Client):
        fill(visitor)
        order = place(visitor, note="Portão azul", gift_message="Feliz\n\naniversário")
        assert (order.words.note, order.words.gift_message) == (
            "Portão azul",
            "Feliz\n\naniversário",
        )
        html = visitor.get(f"/orders/{order.token}/").content.decode()
        assert "Portão azul" in html
        assert "Feliz" in html

    def test_takes_no_row_where_there_is_nothing(self, visitor: Client):
        fill(visitor)
        assert not hasattr(place(visitor), "words")


class TestConsent:
    def test_is_written_down_only_when_it_was_ticked(self, visitor: Client):
        fill(visitor)
        place(visitor)
        assert not Consent.objects.exists()
        fill(visitor)
        place(visitor, marketing="on")
        said = Consent.objects.get()
        assert (said.email, said.source, said.text_version) == (
            "ana@example.com",
            "checkout",
            "2026-11",
        )

    def test_is_not_ticked_by_itself(self, visitor: Client):
        fill(visitor)
        assert 'name="marketing">' in shown(visitor)
