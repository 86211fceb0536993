"""A cart that was left, a mail, one click in another browser, an order."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from balcao.domains.cart.models import Cart
from balcao.domains.checkout.models import CartReminder, CheckoutDetails
from balcao.domains.checkout.queries import reminder_report
from balcao.domains.customers.queries import has_consented
from balcao.domains.customers.values import ConsentKind
from balcao.domains.team.values import Role
from balcao.entrypoints.emails.models import KeptMail
from balcao.entrypoints.jobs.reminders import look_for_left_carts
from tests.domains.checkout.carts_left import agree, left, switch_on
from tests.journeys.test_returning import picture
from tests.truth import assert_books_balance

pytestmark = pytest.mark.browser


def some_time_passes() -> None:
    """The cart was left 70 minutes ago."""
    then = datetime.now(UTC) - timedelta(minutes=70)
    Cart.objects.update(updated_at=then)
    CheckoutDetails.objects.update(updated_at=then)


def link_in(mail: KeptMail, part: str) -> str:
    return re.search(rf"\S+{part}\S+", mail.text)[0]


def switched_on_by(desk, url: str) -> None:
    desk.sign_in()
    desk.page.goto(f"{url}/console/reminders/")
    picture(desk.page, "reminders-off")
    desk.page.get_by_label("Remind shoppers of carts they left").check()
    desk.page.locator("main").get_by_role("button", name="Save").click()
    expect(desk.page.locator("body")).to_contain_text("Saved.")


def leaves_a_cart(ana, url: str) -> None:
    ana.put_in_cart("xicara", quantity=2)
    ana.page.goto(f"{url}/checkout/")
    ana.say_where("Ana Souza")
    ana.page.check("#marketing")
    ana.page.get_by_text("Incluir um recado").click()
    ana.page.fill("#gift_message", "Para a Bia")
    with ana.page.expect_response(lambda found: found.status == 204):
        ana.page.locator("#gift_message").blur()
    # What else the page still sends would make the cart one that is used just now.
    ana.page.wait_for_load_state("networkidle")


def test_a_left_cart_is_brought_back_by_one_click_and_ordered(house):
    desk = house.staff(Role.MARKETING)
    switched_on_by(desk, house.url)
    leaves_a_cart(house.shopper(), house.url)
    some_time_passes()
    look_for_left_carts()
    look_for_left_carts()
    house.let_work_be_done()
    mail = KeptMail.objects.get()
    assert (mail.recipient, mail.subject) == ("ana@example.com", "Você deixou algo no carrinho")

    other = house.shopper()
    other.page.set_content(mail.html)
    picture(other.page, "left-cart-mail")
    other.page.get_by_role("link", name="Voltar ao meu carrinho").click()
    expect(other.page.locator("h1")).to_have_text("Seu carrinho")
    expect(other.page.locator("#cart .lines > li")).to_have_count(1)
    picture(other.page, "left-cart-back")
    other.page.goto(f"{house.url}/checkout/")
    expect(other.page.locator("#email")).to_have_value("")
    other.check_out()
    other.place_order()
    house.let_work_be_done()
    first, *_ = reminder_report(house.shop.store_id, now=datetime.now(UTC))
    assert (first.sent, first.returned, first.ordered) == (1, 1, 1)
    assert first.recovered.minor > 0
    desk.page.goto(f"{house.url}/console/reminders/")
    expect(desk.page.locator("table")).to_contain_text("Reminder 1")
    picture(desk.page, "reminders-on")

    other.page.goto(link_in(mail, "/reminders/"))
    picture(other.page, "left-cart-end")
    assert has_consented(house.shop.store_id, "ana@example.com", ConsentKind.MARKETING)
    other.page.get_by_role("button", name="Sim, não receber mais").click()
    expect(other.page.locator("h1")).to_have_text("Pronto")
    assert not has_consented(house.shop.store_id, "ana@example.com", ConsentKind.MARKETING)
    assert CartReminder.objects.count() == 1
    assert_books_balance()


def test_without_scripts_a_button_brings_it_back(house):
    switch_on(house.shop)
    now = datetime.now(UTC)
    agree(house.shop, at=now)
    left(house.shop, at=now)
    some_time_passes()
    look_for_left_carts()
    house.let_work_be_done()
    other = house.shopper(javascript=False)
    other.page.goto(link_in(KeptMail.objects.get(), "/cart/back/"))
    picture(other.page, "left-cart-seen")
    other.page.get_by_role("button", name="Pôr no meu carrinho").click()
    expect(other.page.locator("h1")).to_have_text("Seu carrinho")
    assert_books_balance()
