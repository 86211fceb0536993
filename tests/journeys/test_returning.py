"""A shopper who comes back: signs in by mail, keeps an address, buys again with few clicks."""

from __future__ import annotations

import os
import re

import pytest
from playwright.sync_api import Page, expect

from balcao.domains.orders.models import Order
from balcao.entrypoints.emails.models import KeptMail
from tests.truth import assert_books_balance

pytestmark = pytest.mark.browser
PICTURES = os.environ.get("BALCAO_PICTURES", "")
VISIBLE = "#checkout :is(input:not([type=hidden]), select, textarea)"


def sign_in(page: Page, url: str, email: str = "ana@example.com") -> None:
    page.goto(f"{url}/account/")
    page.fill("#email", email)
    page.get_by_role("button", name="Enviar um código").click()
    code = re.search(r"(\d{4}) (\d{4})", KeptMail.objects.latest("id").subject)
    page.fill("#code", "".join(code.groups()))
    page.get_by_role("button", name="Entrar").click()
    expect(page.locator("main")).to_contain_text("Você entrou como")


def visible_fields(page: Page) -> set[str]:
    """Radios of one question are one field."""
    fields = page.locator(VISIBLE)
    return {
        fields.nth(n).get_attribute("name")
        for n in range(fields.count())
        if fields.nth(n).is_visible()
    }


def picture(page: Page, name: str) -> None:
    """Only for who wants to look at the pages."""
    for width in (1440, 390) if PICTURES else ():
        page.set_viewport_size({"width": width, "height": 900})
        page.screenshot(path=f"{PICTURES}/{name}-{width}.png", full_page=True)


def test_a_shopper_buys_saves_and_comes_back(house):
    ana = house.shopper()
    page = ana.page
    page.goto(f"{house.url}/account/")
    picture(page, "sign-in")
    sign_in(page, house.url)
    ana.put_in_cart("vaso-lua", choice="P")
    page.goto(f"{house.url}/checkout/")
    picture(page, "checkout-first")
    page.fill("#name", "Ana Souza")
    page.fill("#postal_code", "01310100")
    page.fill("#line1", "Rua Augusta, 100")
    page.fill("#city", "São Paulo")
    page.select_option("#region", "SP")
    page.check("#save_address")
    page.get_by_text("Incluir um recado").click()
    page.fill("#gift_message", "Feliz aniversário, Bia!")
    with page.expect_response(lambda found: found.status == 204):
        page.locator("#gift_message").blur()
    page.reload()
    expect(page.locator("#line1")).to_have_value("Rua Augusta, 100")
    expect(page.locator("#gift_message")).to_have_value("Feliz aniversário, Bia!")
    page.go_back()
    page.go_forward()
    expect(page.locator("#line1")).to_have_value("Rua Augusta, 100")
    page.locator("section button[value=place]").click()
    expect(page.locator("h1")).to_have_text("Obrigado, Ana!")
    expect(page.locator("main")).to_contain_text("Feliz aniversário, Bia!")
    picture(page, "thanks")
    page.goto(f"{house.url}/account/")
    picture(page, "account")

    page.get_by_role("button", name="Comprar o pedido").click()
    expect(page.locator("h1")).to_have_text("Seu carrinho")
    picture(page, "again")
    page.goto(f"{house.url}/checkout/")
    assert len(visible_fields(page)) <= 5, visible_fields(page)
    picture(page, "checkout-known")
    page.locator("section button[value=place]").click()
    expect(page.locator("h1")).to_have_text("Obrigado, Ana!")
    lines = {order.address["line1"] for order in Order.objects.all()}
    assert (Order.objects.count(), lines) == (2, {"Rua Augusta, 100"})
    house.let_work_be_done()
    assert_books_balance()


def test_a_cart_is_put_together_on_another_device_and_shared(house):
    phone, desk, friend = house.shopper(), house.shopper(javascript=False), house.shopper()
    phone.put_in_cart("xicara", quantity=3)
    sign_in(phone.page, house.url)
    desk.put_in_cart("xicara")
    desk.put_in_cart("vaso-lua", choice="P")
    sign_in(desk.page, house.url)
    for one in (phone, desk):
        one.page.goto(f"{house.url}/cart/")
        quantities = one.page.locator("#cart .lines input[name=quantity][type=number]")
        assert sorted(box.input_value() for box in quantities.all()) == ["1", "3"]
    phone.page.get_by_role("button", name="Compartilhar este carrinho").click()
    link = phone.page.locator("#link").input_value()
    picture(phone.page, "shared-mine")
    friend.page.goto(link)
    picture(friend.page, "shared")
    friend.page.get_by_role("button", name="Pôr no meu carrinho").click()
    expect(friend.page.locator("h1")).to_have_text("Seu carrinho")
    expect(friend.page.locator("#cart .lines > li")).to_have_count(2)
    picture(friend.page, "cart")
    assert_books_balance()
