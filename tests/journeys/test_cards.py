"""Paying by card on the shop's own page, with a bank that asks and one that declines."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from balcao.domains.orders.models import Order
from balcao.domains.payments.models import SavedCard
from balcao.domains.payments.queries import calls_page
from balcao.domains.wallet.operations import issue_gift_card
from balcao.entrypoints.emails.models import KeptMail
from tests.adapters.stripe_proxy import ASKS, DECLINED, GOOD, localstripe, made, running
from tests.cards import offering
from tests.journeys.stripe_browser import Card, assert_stripe_agrees
from tests.shop import NOW, brl
from tests.truth import assert_books_balance

pytestmark = pytest.mark.browser
EIGHT_DIGITS = "[0-9]{4} [0-9]{4}"


@pytest.fixture(scope="module")
def upstream():
    with localstripe() as url:
        yield url


@pytest.fixture
def wire(upstream):
    with running(upstream) as wire, offering(made(wire)):
        yield wire


@pytest.fixture
def at_the_form(house, wire):
    """Somebody whose cart is ordered and who sees the card form."""

    def go(*, language="pt-br", before=None):
        ana = house.shopper(language=language)
        card = Card(ana.page, wire)
        ana.put_in_cart("xicara", quantity=2)
        ana.check_out(payment="stripe")
        if before:
            before(ana)
        ana.page.locator("section.panel button[value=place]").click()
        ana.page.wait_for_url("**/pay/")
        card.expect_form()
        return ana, card

    return go


def only_order(house):
    """One that waits for its payment is on no list yet."""
    return Order.objects.get(store_id=house.shop.store_id)


def assert_all_is_well(house, wire):
    house.let_work_be_done()
    assert_books_balance()
    assert_stripe_agrees(wire)


class TestCard:
    def test_that_is_declined_is_corrected_and_paid(self, house, wire, at_the_form):
        ana, card = at_the_form()
        expect(ana.page.locator("h1")).to_contain_text("Pagar o pedido")
        card.pay(DECLINED)
        expect(card.error).to_contain_text("O cartão foi recusado")
        assert only_order(house).state == "pending"
        assert house.level("CUP").reserved == 2

        # Reloaded in between, the page knows why, and the form is there again.
        ana.page.reload()
        card.expect_form()
        expect(card.error).to_contain_text("O cartão foi recusado")
        card.type(GOOD, cvc="12")
        card.button.click()
        expect(card.error).to_contain_text("código de segurança")
        card.type(GOOD)
        card.button.click()
        ana.page.wait_for_url("**/thanks/")
        expect(ana.page.locator("h1")).to_have_text("Obrigado, Ana!")
        assert only_order(house).state == "paid"
        assert house.level("CUP").allocated == 2

        # Coming back to the form finds a paid order, not a form.
        ana.page.go_back()
        ana.page.wait_for_url("**/thanks/")
        assert_all_is_well(house, wire)

    def test_is_charged_once_by_a_double_click(self, house, wire, at_the_form):
        ana, card = at_the_form()
        card.type(GOOD)
        card.button.dblclick()
        ana.page.wait_for_url("**/thanks/")
        assert only_order(house).state == "paid"
        assert_all_is_well(house, wire)

    def test_is_paid_in_two_tabs_once(self, house, wire, at_the_form):
        ana, card = at_the_form()
        tab = ana.page.context.new_page()
        other = Card(tab, wire)
        tab.goto(ana.page.url)
        other.expect_form()
        card.pay(GOOD)
        ana.page.wait_for_url("**/thanks/")
        other.pay(GOOD)
        expect(other.error).not_to_be_empty()
        tab.reload()
        tab.wait_for_url("**/thanks/")
        assert_all_is_well(house, wire)

    @pytest.mark.parametrize("agrees", [True, False])
    def test_waits_for_the_bank(self, house, wire, at_the_form, agrees):
        ana, card = at_the_form(language="en")
        card.pay(ASKS)
        card.answer_bank(agrees=agrees)
        if not agrees:
            expect(card.error).to_contain_text("did not get your confirmation")
            card.pay(GOOD)
        ana.page.wait_for_url("**/thanks/")
        assert only_order(house).state == "paid"
        assert_all_is_well(house, wire)

    def test_goes_on_where_the_bank_was_left(self, house, wire, at_the_form):
        ana, card = at_the_form()
        card.pay(ASKS)
        expect(ana.page.locator("iframe[title='3D Secure']")).to_be_visible()
        ana.page.reload()
        expect(ana.page.locator("#pay-card")).to_contain_text("banco")
        card.answer_bank(agrees=True)
        ana.page.wait_for_url("**/thanks/")
        assert_all_is_well(house, wire)

    def test_pays_what_a_gift_card_leaves(self, house, wire, at_the_form):
        gift = issue_gift_card(
            store_id=house.shop.store_id, amount=brl("50.00"), actor="test", now=NOW
        )

        def use_gift_card(ana):
            ana.page.fill("#gift_card", gift.code)
            ana.page.locator("button[value=card]").click()
            expect(ana.page.locator("#checkout")).to_contain_text("R$ 43,00")

        ana, card = at_the_form(before=use_gift_card)
        expect(card.button).to_contain_text("R$ 43,00")
        card.pay(GOOD)
        ana.page.wait_for_url("**/thanks/")
        assert only_order(house).state == "paid"
        assert_all_is_well(house, wire)

    def test_gives_way_to_another_way_to_pay(self, house, wire, at_the_form):
        ana, card = at_the_form()
        card.pay(DECLINED)
        expect(card.error).not_to_be_empty()
        ana.page.locator("label[for=way-bank_transfer]").click()
        ana.page.locator(".other-ways button").click()
        ana.page.wait_for_url("**/thanks/")
        expect(ana.page.locator(".pay")).to_contain_text("Agência")
        order = only_order(house)
        assert order.state == "placed"
        assert house.level("CUP").allocated == 2
        assert_all_is_well(house, wire)

    def test_number_never_comes_to_us(self, house, wire, at_the_form):
        ana, card = at_the_form()
        sent = []
        ana.page.on("request", lambda r: sent.append((r.url, r.post_data or "")))
        card.pay(GOOD)
        ana.page.wait_for_url("**/thanks/")
        with_number = {url.split("/v1/")[0] for url, said in sent if GOOD in said}
        assert with_number == {"https://api.stripe.com"}
        assert_all_is_well(house, wire)


def sign_in(house, ana):
    ana.page.goto(f"{ana.url}/account/sign-in/")
    ana.page.fill("#email", "ana@example.com")
    ana.page.locator("main form .button").click()
    ana.page.wait_for_selector("#code")
    house.let_work_be_done()
    mail = KeptMail.objects.filter(text__regex=EIGHT_DIGITS).latest("id")
    ana.page.fill("#code", re.search(EIGHT_DIGITS, mail.text)[0])
    ana.page.locator("main form .button").click()
    ana.page.wait_for_url("**/account/")


def order_again(ana, card):
    ana.put_in_cart("xicara")
    ana.check_out(payment="stripe")
    ana.page.locator("section.panel button[value=place]").click()
    ana.page.wait_for_url("**/pay/")


class TestSavedCard:
    def test_of_a_returning_shopper_asks_the_bank_pays_and_is_forgotten(self, house, wire):
        ana = house.shopper()
        card = Card(ana.page, wire)
        sign_in(house, ana)
        order_again(ana, card)
        card.type(ASKS)
        ana.page.check("#keep-card")
        card.button.click()
        card.answer_bank(agrees=True)
        ana.page.wait_for_url("**/thanks/")

        # Back another day: the card is there, and its bank asks again.
        order_again(ana, card)
        saved = ana.page.locator(".saved-pick")
        expect(saved).to_contain_text("Visa com final 3155")
        expect(saved).to_contain_text("12/30")
        expect(ana.page.locator("#card-place")).to_be_hidden()
        card.button.click()
        card.answer_bank(agrees=False)
        expect(card.error).to_contain_text("não recebeu a sua confirmação")
        card.expect_form()
        saved.click()
        card.button.dblclick()
        card.answer_bank(agrees=True)
        ana.page.wait_for_url("**/thanks/")
        assert set(Order.objects.values_list("state", flat=True)) == {"paid"}

        ana.page.goto(f"{ana.url}/account/")
        expect(ana.page.locator("#cards")).to_be_visible()
        (row,) = SavedCard.objects.all()
        ana.page.locator("form.kept button").click()
        expect(ana.page.locator("main")).to_contain_text("O cartão foi esquecido")
        expect(ana.page.locator("#cards")).to_have_count(0)
        assert wire.kept_for(row.holder.reference) == []
        (call,) = [one for one in calls_page(house.shop.store_id) if one.verb == "drop_card"]
        assert call.state == "answered"
        assert_all_is_well(house, wire)

    def test_pays_without_any_script_when_the_bank_does_not_ask(self, house, wire):
        ana = house.shopper()
        card = Card(ana.page, wire)
        sign_in(house, ana)
        order_again(ana, card)
        card.type(GOOD)
        ana.page.check("#keep-card")
        card.button.click()
        ana.page.wait_for_url("**/thanks/")
        cookies = ana.page.context.cookies()

        plain = house.shopper(javascript=False)
        plain.page.context.add_cookies(cookies)
        order_again(plain, Card(plain.page, wire))
        plain.page.locator("#card-form button").click()
        plain.page.wait_for_url("**/thanks/")
        assert set(Order.objects.values_list("state", flat=True)) == {"paid"}
        assert_all_is_well(house, wire)


class TestWithoutAnyScript:
    def test_says_so_and_offers_other_ways(self, house, wire):
        ana = house.shopper(javascript=False)
        ana.put_in_cart("xicara")
        ana.check_out(payment="stripe")
        ana.page.locator("section.panel button[value=place]").click()
        ana.page.wait_for_url("**/pay/")
        expect(ana.page.locator("main")).to_contain_text("JavaScript")
        expect(ana.page.locator("#card-form button")).to_be_hidden()
        ana.page.locator("label[for=way-cash_on_delivery]").click()
        ana.page.locator(".other-ways button").click()
        ana.page.wait_for_url("**/thanks/")
        assert only_order(house).state == "placed"
        assert_all_is_well(house, wire)
