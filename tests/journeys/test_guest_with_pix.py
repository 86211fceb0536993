"""A guest buys in Portuguese with Pix, and reloads and goes back wherever they can."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from balcao.domains.cart.models import Cart
from balcao.domains.orders.models import Order
from balcao.domains.orders.queries import order_by_id
from balcao.domains.payments.models import Payment
from balcao.entrypoints.emails.models import KeptMail
from tests import jobqueue
from tests.journeys.banking import banking
from tests.journeys.scanning import scanned
from tests.truth import assert_books_balance

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def bank(house):
    with banking(house.url) as found:
        yield found


def money(text):
    return text.replace("\N{NO-BREAK SPACE}", " ")


class TestGuestWithPix:
    def test_pays_what_the_code_says_and_reads_it_everywhere_in_portuguese(self, house, bank):
        ana = house.shopper()
        page = ana.page
        page.goto(f"{ana.url}/")
        expect(page.locator("html")).to_have_attribute("lang", "pt-BR")
        ana.put_in_cart("vaso-lua", choice="P")
        ana.put_in_cart("xicara", quantity=2)
        page.goto(f"{ana.url}/cart/")
        expect(page.locator("h1")).to_contain_text("carrinho")
        ana.check_out(payment="pix")
        ana.place_order()
        expect(page.locator("h1")).to_have_text("Obrigado, Ana!")
        expect(page.locator("main")).to_contain_text("Estamos esperando seu pagamento")
        code = scanned(page)
        assert code.startswith("000201")
        txid = bank.pay(code)
        assert Order.objects.get().state == "pending"
        assert bank.tell(txid, times=3) == 1
        house.let_work_be_done()
        page.reload()
        expect(page.locator("h1")).to_have_text("Obrigado, Ana!")
        expect(page.locator(".pay-qr")).to_have_count(0)
        assert ana.stations_passed() == ["Recebido", "Pago"]
        page.goto(ana.status_link())
        expect(page.locator("main")).to_contain_text("Seu pagamento chegou")
        self.bought_once(bank)

    def bought_once(self, bank):
        order = order_by_id(Order.objects.get().pk)
        assert order.state == "paid"
        assert order.locale == "pt-br"
        assert bank.taken_minor == order.total.minor
        assert Payment.objects.count() == len(bank.service.charges) == 1
        assert [one.subject for one in KeptMail.objects.all()] == [
            f"Recebemos o seu pedido {order.number}"
        ]
        assert not jobqueue.failed()
        assert_books_balance()

    def test_loses_and_doubles_nothing_with_f5_and_back_on_each_page(self, house, bank):
        ana = house.shopper()
        page = ana.page
        ana.put_in_cart("xicara", quantity=2)
        page.reload()
        page.goto(f"{ana.url}/cart/")
        for step in (page.reload, page.go_back, page.go_forward):
            step()
        page.goto(f"{ana.url}/cart/")
        assert [line.quantity for line in Cart.objects.get().lines.all()] == [2]

        page.goto(f"{ana.url}/checkout/")
        for step in (page.reload, page.go_back, page.go_forward, page.reload):
            step()
        expect(page.locator(".brief-lines li")).to_have_count(1)
        ana.check_out(payment="pix")
        total = money(page.locator(".sums .total dd").first.inner_text())
        assert total == "R$ 93,00"
        ana.place_order()
        thanks, code = page.url, scanned(page)

        page.reload()
        assert (page.url, scanned(page)) == (thanks, code)
        page.go_back()
        page.goto(f"{ana.url}/checkout/")
        page.wait_for_url("**/thanks/")
        assert (page.url, scanned(page)) == (thanks, code)
        status = ana.status_link()
        page.goto(status)
        for step in (page.reload, page.go_back, page.go_forward, page.reload):
            step()
        assert scanned(page) == code
        assert Order.objects.count() == 1
        assert house.level("CUP").reserved == 2

        assert bank.tell(bank.pay(code)) == 1
        house.let_work_be_done()
        page.reload()
        assert ana.stations_passed() == ["Recebido", "Pago"]
        page.goto(thanks)
        page.reload()
        page.goto(f"{ana.url}/cart/")
        page.reload()
        assert Order.objects.count() == 1
        level = house.level("CUP")
        assert (level.allocated, level.reserved) == (2, 0)
        self.bought_once(bank)
