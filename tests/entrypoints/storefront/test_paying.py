"""The page of a payment, asked for without a browser: what it allows, takes and refuses."""

from __future__ import annotations

import re

import pytest

from balcao.domains.checkout.operations import purchase
from balcao.domains.customers.models import Customer
from balcao.domains.orders.queries import order_by_id
from balcao.domains.payments.ports import Decline
from balcao.domains.payments.queries import payment_of, saved_cards
from tests.cards import FormCard, offering
from tests.entrypoints.signing import sign_in
from tests.shop import NOW
from tests.truth import assert_books_balance

CSP = "Content-Security-Policy"


@pytest.fixture
def form():
    with offering(FormCard()) as provider:
        yield provider


@pytest.fixture
def made(shop, form):
    return purchase(shop.request(("CUP", 2), provider="form"), now=NOW)


def pay_page(made):
    return f"/orders/{made.token}/pay/"


class TestThePage:
    def test_alone_allows_the_form(self, visitor, made):
        shown = visitor.get(pay_page(made))
        assert "script-src 'self' https://forms.example;" in shown[CSP]
        assert shown["Cache-Control"] == "private, no-store"
        assert shown["Referrer-Policy"] == "same-origin"
        for path in ("/", "/cart/", f"/orders/{made.token}/"):
            assert "forms.example" not in visitor.get(path)[CSP]

    def test_gives_the_secret_of_this_payment_to_the_script(self, visitor, made):
        html = visitor.get(pay_page(made)).content.decode()
        assert 'data-secret="pi_1_secret_x"' in html
        assert 'src="https://forms.example/v1/"' in html

    def test_is_where_thanks_leads_until_it_is_paid(self, visitor, form, made):
        thanks = f"/orders/{made.token}/thanks/"
        assert visitor.get(thanks)["Location"] == pay_page(made)
        form.shopper_pays(payment_of(made.order_id))
        assert visitor.get(pay_page(made))["Location"] == thanks
        assert "Obrigado" in visitor.get(thanks).content.decode()
        assert order_by_id(made.order_id).state == "paid"

    def test_says_why_a_card_was_declined(self, visitor, form, made):
        form.shopper_pays(payment_of(made.order_id), declined=Decline.FUNDS)
        html = visitor.get(pay_page(made)).content.decode()
        assert "não tem saldo ou limite" in html.split('id="card-error"')[1].split("</p>")[0]
        assert "There is not enough" in visitor.get(f"/en{pay_page(made)}").content.decode()

    def test_bears_a_silent_provider(self, visitor, form, made):
        form.silent = {"look_up"}
        shown = visitor.get(pay_page(made))
        assert shown.status_code == 200
        assert "Ainda não sabemos" in shown.content.decode()
        assert "card-form" not in shown.content.decode()

    def test_is_of_nobody_without_the_secret(self, visitor, shop):
        assert visitor.get("/orders/nothing-like-a-secret/pay/").status_code == 404


class TestAnotherWay:
    def test_that_is_not_offered_is_refused_beside_the_choice(self, visitor, made):
        refused = visitor.post(pay_page(made), {"way": "shells"})
        assert refused.status_code == 422
        assert order_by_id(made.order_id).state == "pending"

    def test_that_the_old_one_hinders_says_so(self, visitor, form, made):
        visitor.get(pay_page(made))
        form.silent = {"void"}
        refused = visitor.post(pay_page(made), {"way": "bank_transfer"})
        assert refused.status_code == 409
        assert "Não deu certo agora" in refused.content.decode()
        assert order_by_id(made.order_id).state == "pending"

    def test_chosen_twice_is_chosen_once(self, visitor, made):
        for _ in range(2):
            taken = visitor.post(pay_page(made), {"way": "bank_transfer"})
            assert taken["Location"] == f"/orders/{made.token}/thanks/"
        assert order_by_id(made.order_id).provider == "bank_transfer"
        assert_books_balance()

    def test_leads_back_to_the_card(self, visitor, form, shop):
        made = purchase(shop.request(("CUP", 1)), now=NOW)
        assert 'value="form"' in visitor.get(pay_page(made)).content.decode()
        visitor.post(pay_page(made), {"way": "form"})
        assert 'data-step="card"' in visitor.get(pay_page(made)).content.decode()


class TestSavedCards:
    @pytest.fixture
    def ana(self, visitor, shop):
        sign_in(visitor, "ana@example.com")
        return visitor

    @pytest.fixture
    def card(self, ana, shop, form, made):
        assert ana.post(pay_page(made), {"keep": "1"}).status_code == 204
        form.shopper_pays(payment_of(made.order_id))
        ana.get(pay_page(made))
        customer = Customer.objects.get(email="ana@example.com")
        (one,) = saved_cards(shop.store_id, customer.pk)
        return one

    @pytest.fixture
    def another(self, shop, form):
        return purchase(shop.request(("CUP", 1), provider="form"), now=NOW)

    def test_are_kept_only_when_the_shopper_says_so(self, ana, form, made):
        assert 'id="keep-card"' in ana.get(pay_page(made)).content.decode()
        for wish, kept in (("1", 1), ("1", 1), ("0", 0)):
            assert ana.post(pay_page(made), {"keep": wish}).status_code == 204
            assert len(form.keeps) == kept

    def test_are_not_offered_to_guests(self, visitor, form, made):
        assert 'id="keep-card"' not in visitor.get(pay_page(made)).content.decode()
        assert visitor.post(pay_page(made), {"keep": "1"}).status_code == 204
        assert form.keeps == {}

    def test_are_picked_and_pay(self, ana, form, card, another):
        html = ana.get(pay_page(another)).content.decode()
        assert "Visa com final 4242" in html
        assert re.search(rf'value="{card.id}" checked', html)
        assert card.token not in html
        ana.post(pay_page(another), {"card": str(card.id), "nonce": "n", "scripted": "1"})
        assert order_by_id(another.order_id).state == "paid"
        assert form.saved_calls == [("cus_1", "pm_1")]
        assert_books_balance()

    def test_of_others_cannot_be_used(self, ana, client, form, card, another):
        for who, said in ((client, str(card.id)), (ana, "nonsense"), (client, "0" * 500)):
            refused = who.post(pay_page(another), {"card": said})
            assert refused.status_code == 422
        sign_in(client, "eva@example.com")
        assert client.post(pay_page(another), {"card": str(card.id)}).status_code == 422
        assert "4242" not in client.get(pay_page(another)).content.decode()
        assert form.saved_calls == []

    def test_are_removed_by_their_holder_alone(self, ana, client, form, card):
        path = f"/account/cards/{card.id}/remove/"
        assert "Visa com final 4242" in ana.get("/account/").content.decode()
        assert client.post(path)["Location"].startswith("/account/sign-in/")
        sign_in(client, "eva@example.com")
        assert client.post(path).status_code == 404
        for _ in range(2):
            assert ana.post(path)["Location"] == "/account/"
        assert form.dropped == ["pm_1"]
        assert "4242" not in ana.get("/account/").content.decode()
