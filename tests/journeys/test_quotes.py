"""A quote from the first word on the phone to the money, and an order paid by a link."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from balcao.domains.drafts.models import Draft
from balcao.domains.orders.models import Order
from balcao.domains.orders.queries import order_by_id
from balcao.domains.payments.queries import payments_of
from balcao.domains.team.values import Role
from balcao.entrypoints.emails.models import KeptMail
from balcao.kernel.money import Money
from tests import jobqueue
from tests.journeys.banking import banking
from tests.journeys.scanning import scanned
from tests.shop import brl
from tests.truth import assert_books_balance

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def bank(house):
    with banking(house.url) as found:
        yield found


def write_draft(staff, *lines, note=""):
    """Fill in the form of a new draft, by keyboard where it begins, and save it."""
    page = staff.page
    page.goto(f"{staff.url}/console/drafts/")
    page.keyboard.press("n")
    page.wait_for_url("**/drafts/new/")
    for row, (sku, units) in enumerate(lines):
        page.locator("input[name=sku]").nth(row).fill(sku)
        page.locator("input[name=quantity]").nth(row).fill(str(units))
    said = {
        "email": "ana@example.com", "name": "Ana Souza", "line1": "Rua Augusta, 100",
        "city": "São Paulo", "region": "SP", "postal_code": "01310-100", "country": "BR",
    }  # fmt: skip
    for name, text in said.items():
        page.fill(f"input[name={name}]", text)
    page.select_option("select[name=rate_code]", "standard")
    page.fill("textarea[name=note]", note)
    page.get_by_role("button", name="Save draft").click()
    expect(page.locator("h1")).to_contain_text("Draft D-")


def link_in(subject):
    """The link of the mail with this subject."""
    mail = KeptMail.objects.get(subject__startswith=subject)
    return next(word for word in mail.text.split() if "/quotes/" in word or "/pay/" in word)


def total_of(page):
    return page.locator(".sums .total dd").first.inner_text().replace("\N{NO-BREAK SPACE}", " ")


class TestQuote:
    def test_at_a_price_by_hand_is_accepted_and_paid_with_pix(self, house, bank):
        owner = house.staff(Role.OWNER)
        owner.sign_in()
        write_draft(owner, ("CUP", 2), ("VASE-S", 1), note="Como combinamos por telefone.")
        page = owner.page
        cup = page.locator("tr", has_text="Xícara Serra")
        cup.locator("summary").click()
        cup.locator("input[name=price]").fill("30,00")
        cup.locator("input[name=reason]").fill("Old customer")
        cup.get_by_role("button", name="Set the price").click()
        expect(page.locator("tr", has_text="Xícara Serra")).to_contain_text("R$39.00 R$30.00")
        expect(page.locator("dd.is-total")).to_have_text("R$164.90")
        page.get_by_role("button", name="Send quote").click()
        expect(page.locator("#h-next")).to_have_text("Waiting for the customer")
        house.let_work_be_done()

        ana = house.shopper()
        ana.page.goto(link_in("Seu orçamento"))
        expect(ana.page.locator("h1")).to_have_text("Seu orçamento")
        expect(ana.page.locator("main")).to_contain_text("Como combinamos por telefone.")
        assert total_of(ana.page) == "R$ 164,90"
        ana.page.reload()
        ana.page.locator("label[for=payment-pix]").click()
        ana.page.get_by_role("button", name="Aceitar e fazer o pedido").dblclick()
        ana.page.wait_for_url("**/thanks/")
        order = Order.objects.get()
        assert (order.state, order.total_minor) == ("pending", 16490)
        code = scanned(ana.page)
        assert code == ana.page.locator("#pay-copy").input_value()
        assert bank.tell(bank.pay(code), times=2) == 1
        house.let_work_be_done()

        ana.page.reload()
        assert ana.stations_passed() == ["Recebido", "Pago"]
        ana.page.goto(link_in("Seu orçamento"))
        ana.page.wait_for_url("**/orders/**")
        page.goto(f"{owner.url}/console/orders/{order.pk}/")
        timeline = page.locator(".b-timeline")
        expect(timeline).to_contain_text("Price given by hand")
        expect(timeline).to_contain_text("Old customer")
        self.paid_and_true(house, bank, order.pk, "164.90")

    def paid_and_true(self, house, bank, order_id, total):
        seen = order_by_id(order_id)
        assert (seen.state, seen.total) == ("paid", brl(total))
        assert sum((one.captured for one in payments_of(order_id)), Money.zero("BRL")) == brl(total)
        assert bank.taken_minor == brl(total).minor
        assert Order.objects.count() == Draft.objects.filter(state="ordered").count() == 1
        assert not jobqueue.failed()
        assert_books_balance()

    def test_completed_by_staff_is_paid_by_a_link(self, house, bank):
        desk = house.staff(Role.ORDER_DESK)
        desk.sign_in()
        write_draft(desk, ("CUP", 1))
        page = desk.page
        expect(page.locator("tr", has_text="Xícara Serra")).to_contain_text("orders:override_price")
        page.locator("summary", has_text="Complete it for the customer").click()
        page.select_option("select[name=payment]", "bank_transfer")
        page.get_by_role("button", name="Order for").click()
        expect(page.locator("h1")).to_contain_text("Order B-")
        page.get_by_role("button", name="Make a payment link").click()
        shown = page.locator("#h-links").locator("xpath=ancestor::section")
        link = shown.locator("input[readonly]").input_value()
        house.let_work_be_done()
        assert link_in("Pague o seu pedido") == link

        ana = house.shopper()
        ana.page.goto(link)
        assert total_of(ana.page) == "R$ 54,00"
        ana.page.locator("label[for=way-pix]").click()
        ana.page.get_by_role("button", name="Pagar desta forma").click()
        expect(ana.page.locator(".pay-qr")).to_be_visible()
        first = scanned(ana.page)
        ana.page.reload()
        assert scanned(ana.page) == first
        bank.tell(bank.pay(first))
        house.let_work_be_done()
        ana.page.reload()
        expect(ana.page.locator("h1")).to_have_text("Pago. Obrigado!")
        self.paid_and_true(house, bank, Order.objects.get().pk, "54.00")
