"""What a shopper does at the checkout while an answer is on its way is not lost."""

from __future__ import annotations

import time

import pytest
from playwright.sync_api import Page, Route, expect

from balcao.domains.orders.models import Order
from balcao.domains.shipping.models import Zone
from balcao.domains.shipping.operations import save_rate
from tests.shop import brl

pytestmark = pytest.mark.browser
SECONDS = 0.7


@pytest.fixture
def page(house) -> Page:
    """A checkout with two ways to ship, filled in but for the shipping."""
    save_rate(
        store_id=house.shop.store_id,
        zone_id=Zone.objects.get().pk,
        code="express",
        name="Entrega expressa",
        price=brl("30.00"),
        days=(1, 2),
        position=2,
    )
    ana = house.shopper()
    ana.put_in_cart("vaso-lua", choice="P")
    ana.page.goto(f"{house.url}/checkout/")
    ana.say_where("Ana Souza")
    ana.let_page_settle()
    ana.page.wait_for_load_state("networkidle")
    return ana.page


def hold_back(page: Page, action: str) -> None:
    """Let the answers to an action take their time."""

    def late(route: Route) -> None:
        answer = route.fetch()
        if f"action={action}" in (route.request.post_data or ""):
            time.sleep(SECONDS)
        route.fulfill(response=answer)

    page.route("**/checkout/", late)


def choose(page: Page, rate: str) -> None:
    page.locator(f"label[for=rate-{rate}]").click()


def test_what_is_typed_meanwhile_stays_and_is_kept(page):
    hold_back(page, "refresh")
    choose(page, "express")
    page.locator("details.more summary").click()
    page.fill("#gift_message", "Feliz aniversário!")
    expect(page.locator("dd", has_text="R$ 119,90").first).to_be_visible()
    expect(page.locator("#gift_message")).to_have_value("Feliz aniversário!")
    expect(page.locator("#gift_message")).to_be_focused()
    with page.expect_response(lambda found: found.status == 204):
        page.locator("#gift_message").blur()
    page.reload()
    expect(page.locator("#gift_message")).to_have_value("Feliz aniversário!")
    expect(page.locator("#rate-express")).to_be_checked()


def test_what_is_chosen_meanwhile_leads_to_its_total(page):
    hold_back(page, "refresh")
    choose(page, "express")
    choose(page, "standard")
    choose(page, "express")
    choose(page, "standard")
    expect(page.locator("#rate-standard")).to_be_checked()
    expect(page.locator(".total dd").first).to_have_text("R$ 104,90")
    choose(page, "express")
    expect(page.locator(".total dd").first).to_have_text("R$ 119,90")


def test_a_button_that_is_pressed_meanwhile_is_pressed(page):
    hold_back(page, "refresh")
    choose(page, "express")
    expect(page.locator(".total dd").first).to_have_text("R$ 119,90")
    page.select_option("#country", "BR")
    page.evaluate("document.querySelector('#country').dispatchEvent(new Event('change'))")
    page.locator("section button[value=place]").click()
    expect(page.locator("h1")).to_have_text("Obrigado, Ana!")
    assert Order.objects.get().total_minor == 11_990


def test_nobody_buys_at_a_total_they_have_not_seen(page):
    hold_back(page, "refresh")
    choose(page, "express")
    page.locator("section button[value=place]").click()
    expect(page.locator(".total dd").first).to_have_text("R$ 119,90")
    assert not Order.objects.exists()
    page.locator("section button[value=place]").click()
    expect(page.locator("h1")).to_have_text("Obrigado, Ana!")
