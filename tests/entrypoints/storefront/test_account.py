"""Signing in and the account, through the pages."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.core import mail
from django.test import Client

from balcao.domains.cart.models import CartLine
from balcao.domains.catalog.models import Product
from balcao.domains.checkout.operations import purchase
from balcao.domains.customers.models import Consent, SavedAddress, ShopperSession
from balcao.domains.customers.queries import saved_addresses
from balcao.domains.team.models import StaffMember
from balcao.domains.team.operations import add_staff
from balcao.domains.team.values import Role
from balcao.domains.wallet.operations import grant_credit, issue_gift_card
from balcao.entrypoints.storefront.account import signed_in
from tests.entrypoints.signing import mailed_code, mailed_link, sign_in
from tests.shop import ADDRESS, NOW, Shop, brl

pytestmark = pytest.mark.django_db
HOME = {
    "action": "save", "name": "Ana Souza", "phone": "", "country": "BR", "postal_code": "01310100",
    "line1": "Rua Augusta, 100", "city": "São Paulo", "region": "SP",
}  # fmt: skip


def page(client: Client, path: str = "/account/") -> str:
    found = client.get(path)
    assert found.status_code == 200
    return found.content.decode()


class TestSigningIn:
    def test_a_code_by_mail_opens_the_account(self, visitor: Client):
        asked = visitor.post("/account/sign-in/", {"email": "Ana@example.com"})
        assert asked.status_code == 303
        assert "ana@example.com" in page(visitor, "/account/sign-in/").lower()
        assert mail.outbox[0].to == ["ana@example.com"]
        assert visitor.post("/account/sign-in/", {"code": mailed_code()})["Location"] == "/account/"
        assert "Você entrou como ana@example.com" in page(visitor)

    def test_reloading_the_page_of_the_code_mails_nothing_again(self, visitor: Client):
        visitor.post("/account/sign-in/", {"email": "ana@example.com"})
        for _ in range(3):
            page(visitor, "/account/sign-in/")
        assert len(mail.outbox) == 1

    def test_the_link_asks_before_it_does_anything(self, visitor: Client):
        visitor.post("/account/sign-in/", {"email": "ana@example.com"})
        other = Client()
        for _ in range(2):
            assert other.get(mailed_link()).status_code == 200
        assert not ShopperSession.objects.exists()
        assert other.post(mailed_link()).status_code == 303
        assert "ana@example.com" in page(other)
        assert visitor.post(mailed_link()).status_code == 410

    def test_a_wrong_code_is_told_beside_the_field(self, visitor: Client):
        visitor.post("/account/sign-in/", {"email": "ana@example.com"})
        wrong = visitor.post("/account/sign-in/", {"code": "1"})
        assert wrong.status_code == 422
        assert 'id="code-error"' in wrong.content.decode()
        assert visitor.get("/account/").status_code == 303

    def test_a_bad_address_is_told_beside_the_field(self, visitor: Client):
        wrong = visitor.post("/account/sign-in/", {"email": "ana"})
        assert wrong.status_code == 422
        assert 'id="email-error"' in wrong.content.decode()
        assert not mail.outbox

    def test_says_the_same_of_addresses_known_and_unknown(self, shop: Shop, visitor: Client):
        purchase(shop.request(("CUP", 1)), now=NOW)
        known = visitor.post("/account/sign-in/", {"email": "ana@example.com"})
        new = visitor.post("/account/sign-in/", {"email": "new@example.com"})
        assert (known.status_code, known["Location"]) == (new.status_code, new["Location"])

    @pytest.mark.parametrize("onward", ["https://evil.example/", "//evil.example", "/\\evil", "x"])
    def test_goes_on_to_pages_of_this_shop_only(self, visitor: Client, onward: str):
        visitor.post("/account/sign-in/", {"email": "ana@example.com", "onward": onward})
        done = visitor.post("/account/sign-in/", {"code": mailed_code()})
        assert done["Location"] == "/account/"

    def test_goes_on_to_where_it_was_asked_for(self, visitor: Client):
        first = visitor.get("/account/addresses/new/")
        assert first["Location"] == "/account/sign-in/?onward=%2Faccount%2Faddresses%2Fnew%2F"
        shown = page(visitor, first["Location"])
        assert 'name="onward" value="/account/addresses/new/"' in shown
        visitor.post(
            "/account/sign-in/",
            {"email": "ana@example.com", "onward": "/account/addresses/new/"},
        )
        done = visitor.post("/account/sign-in/", {"code": mailed_code()})
        assert done["Location"] == "/account/addresses/new/"

    def test_is_not_asked_of_who_is_in(self, visitor: Client):
        sign_in(visitor)
        assert visitor.get("/account/sign-in/")["Location"] == "/account/"

    def test_ends_here_and_with_it_the_cookie(self, visitor: Client):
        sign_in(visitor)
        secret = visitor.cookies["balcao_shopper"].value
        assert visitor.post("/account/sign-out/").status_code == 303
        assert visitor.get("/account/").status_code == 303
        visitor.cookies["balcao_shopper"] = secret
        assert visitor.get("/account/").status_code == 303


class TestBeingSignedIn:
    def test_is_known_to_other_pages_by_one_function(self, rf, shop: Shop, visitor: Client):
        sign_in(visitor)
        request = rf.get("/")
        request.COOKIES = {name: one.value for name, one in visitor.cookies.items()}
        found = signed_in(request)
        assert (found.email, found.store_id) == ("ana@example.com", shop.store_id)

    def test_is_not_being_staff_and_being_staff_is_not_it(self, visitor: Client):
        sign_in(visitor)
        assert visitor.get("/console/").status_code == 302
        add_staff(email="ana@example.com", name="Ana", role=Role.OWNER, password=None, now=NOW)
        staff = Client()
        staff.force_login(StaffMember.objects.get())
        assert staff.get("/console/").status_code == 200
        assert staff.get("/account/").status_code == 303

    def test_costs_a_guest_no_query(self, rf, shop: Shop, django_assert_num_queries):
        with django_assert_num_queries(0):
            assert signed_in(rf.get("/")) is None

    @pytest.mark.parametrize("cookie", ["", "shp_", "shp_x", "x" * 5000, "shp_\0", "bal_abc"])
    def test_forged_cookies_are_worth_nothing(self, visitor: Client, cookie: str):
        visitor.cookies["balcao_shopper"] = cookie
        assert visitor.get("/account/").status_code == 303


class TestOrders:
    def test_of_the_address_are_there_also_from_before(self, shop: Shop, visitor: Client):
        mine = purchase(shop.request(("CUP", 2), email="Ana@example.com"), now=NOW)
        other = purchase(shop.request(("CUP", 1), email="bia@example.com"), now=NOW)
        sign_in(visitor)
        shown = page(visitor)
        assert mine.number in shown
        assert other.number not in shown

    def test_are_bought_again_with_a_word_on_what_is_gone(self, shop: Shop, visitor: Client):
        made = purchase(shop.request(("CUP", 2), ("VASE-S", 1)), now=NOW)
        Product.objects.filter(handle="vaso-lua").update(status="draft")
        for _ in range(2):
            again = visitor.post(f"/orders/{made.token}/again/")
            assert again["Location"] == "/cart/"
        lines = CartLine.objects.values_list("variant_id", "quantity")
        assert list(lines) == [(shop.variants["CUP"], 2)]
        assert "Vaso Lua" in page(visitor, "/cart/")
        assert "Vaso Lua" not in page(visitor, "/cart/")

    def test_are_bought_again_by_who_has_the_link_only(self, visitor: Client):
        assert visitor.post("/orders/not-a-token/again/").status_code == 404
        assert visitor.get("/orders/not-a-token/again/").status_code == 405


class TestAddresses:
    def test_are_kept_changed_and_removed(self, shop: Shop, visitor: Client):
        sign_in(visitor)
        assert visitor.post("/account/addresses/new/", HOME).status_code == 303
        kept = SavedAddress.objects.get()
        assert kept.address["postal_code"] == "01310-100"
        assert "Rua Augusta, 100" in page(visitor)
        path = f"/account/addresses/{kept.pk}/"
        assert "Rua Augusta, 100" in page(visitor, path)
        visitor.post(path, {**HOME, "line1": "Rua Direita, 7"})
        assert SavedAddress.objects.get().address["line1"] == "Rua Direita, 7"
        visitor.post(path, {"action": "remove"})
        assert not SavedAddress.objects.exists()

    def test_are_refused_beside_the_field(self, visitor: Client):
        sign_in(visitor)
        wrong = visitor.post("/account/addresses/new/", {**HOME, "postal_code": "1"})
        assert wrong.status_code == 422
        assert 'id="postal_code-error"' in wrong.content.decode()

    def test_take_the_shape_of_their_country_without_being_saved(self, visitor: Client):
        sign_in(visitor)
        shown = visitor.post("/account/addresses/new/", {"action": "refresh", "country": "BR"})
        assert 'id="region"' in shown.content.decode()
        assert not SavedAddress.objects.exists()

    def test_of_others_are_not_there(self, visitor: Client):
        sign_in(visitor)
        visitor.post("/account/addresses/new/", HOME)
        path = f"/account/addresses/{SavedAddress.objects.get().pk}/"
        other = Client()
        sign_in(other, "eve@example.com")
        assert other.get(path).status_code == 404
        assert other.post(path, {"action": "remove"}).status_code == 404
        assert SavedAddress.objects.count() == 1


class TestConsent:
    def test_is_given_and_taken_back_with_its_words(self, shop: Shop, visitor: Client):
        sign_in(visitor)
        visitor.post("/account/", {"marketing": "on"})
        assert 'name="marketing" checked' in page(visitor)
        visitor.post("/account/", {})
        assert 'name="marketing" checked' not in page(visitor)
        said = Consent.objects.order_by("id")
        assert [(one.is_given, one.source) for one in said] == [
            (True, "account"),
            (False, "account"),
        ]
        assert said[0].text


def test_an_address_of_another_country_keeps_its_shape(shop: Shop, visitor: Client):
    sign_in(visitor)
    visitor.post("/account/addresses/new/", HOME)
    customer = SavedAddress.objects.get().customer_id
    assert saved_addresses(shop.store_id, customer)[0].address == replace(ADDRESS, phone="")


class TestWhatIsTheirs:
    def test_is_shown_with_what_is_left_and_nobody_elses(self, shop: Shop, visitor: Client):
        who = {"store_id": shop.store_id, "actor": "test", "now": NOW}
        grant_credit(shopper="ana@example.com", amount=brl("25.00"), reason="x", **who)
        grant_credit(shopper="bia@example.com", amount=brl("77.00"), reason="x", **who)
        card = issue_gift_card(
            amount=brl("50.00"), owner="ana@example.com",
            expires_at=datetime(2036, 1, 1, 12, tzinfo=UTC), **who,
        )  # fmt: skip
        sign_in(visitor)
        shown = page(visitor)
        for words in ("25,00", "50,00", f"final {card.code[-4:]}", "1 de janeiro de 2036"):
            assert words in shown
        assert "77,00" not in shown
        assert card.code not in shown
