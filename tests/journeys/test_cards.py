"""Paying by card on the shop's own page, with a bank that asks and one that declines."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from balcao.domains.orders.models import Order
from balcao.domains.wallet.operations import issue_gift_card
from tests.adapters.stripe_proxy import ASKS, DECLINED, GOOD, localstripe, made, running
from tests.cards import offering
from tests.journeys.stripe_browser import Card, assert_stripe_agrees
from tests.shop import NOW, brl
from tests.truth import assert_books_balance

pytestmark = pytest.mark.browser


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
