"""The first sale, from the shelf to the door."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from balcao.domains.inventory.queries import movements_page
from balcao.domains.orders.queries import orders_page
from balcao.domains.team.values import Role
from balcao.entrypoints.emails.models import KeptMail
from tests import jobqueue
from tests.truth import assert_books_balance

pytestmark = pytest.mark.browser


def only_order(house):
    (order,) = orders_page(house.shop.store_id).items
    return order


def subjects():
    return list(KeptMail.objects.order_by("id").values_list("subject", flat=True))


class TestGuestInPortuguese:
    def test_buys_two_variants_and_sees_them_shipped(self, house):
        ana = house.shopper()
        ana.put_in_cart("vaso-lua", choice="P", quantity=2)
        ana.put_in_cart("vaso-lua", choice="G")
        expect(ana.page.locator("html")).to_have_attribute("lang", "pt-BR")
        ana.check_out()
        ana.place_order()
        expect(ana.page.locator("h1")).to_have_text("Obrigado, Ana!")
        expect(ana.page.locator(".pay")).to_contain_text("Agência")
        status = ana.status_link()
        house.let_work_be_done()
        order = only_order(house)
        assert subjects() == [f"Recebemos o seu pedido {order.number}"]
        assert status in KeptMail.objects.get().text

        desk = house.staff(Role.ORDER_DESK)
        desk.sign_in()
        desk.open_order(order.number)
        desk.do("pay")
        assert desk.state() == "paid"
        desk.do("pack")
        assert desk.state() == "packed"
        desk.do("ship", carrier="Correios", tracking_number="AA123456789BR")
        assert desk.state() == "shipped"
        house.let_work_be_done()

        ana.page.goto(status)
        assert len(ana.stations_passed()) == 4
        expect(ana.page.locator("main")).to_contain_text("AA123456789BR")
        assert subjects()[1:] == [f"Seu pedido {order.number} está a caminho"]

        for sku, left, gone in (("VASE-S", 8, -2), ("VASE-L", 4, -1)):
            level = house.level(sku)
            assert (level.on_hand, level.allocated, level.reserved) == (left, 0, 0)
            latest = movements_page(house.shop.store_id, variant_id=house.shop.variants[sku]).items[
                0
            ]
            assert (latest.quantity, latest.balance) == (gone, left)
            assert latest.document == f"order:{order.number}"
            assert latest.actor == "order_desk@example.com"
        assert not jobqueue.failed()
        assert_books_balance()

    def test_buys_without_any_script(self, house):
        ana = house.shopper(javascript=False)
        ana.put_in_cart("vaso-lua", choice="G")
        ana.put_in_cart("xicara", quantity=3)
        ana.check_out()
        ana.place_order()
        ana.page.goto(ana.status_link())
        assert len(ana.stations_passed()) == 1
        assert only_order(house).units == 4
        assert house.level("CUP").allocated == 3
        assert_books_balance()

    def test_orders_once_with_two_quick_clicks(self, house):
        ana = house.shopper()
        ana.put_in_cart("xicara")
        ana.check_out()
        ana.page.locator("section.panel button[value=place]").dblclick()
        ana.page.wait_for_url("**/thanks/")
        assert only_order(house).units == 1
        assert house.level("CUP").allocated == 1
        assert_books_balance()


class TestGuestInEnglish:
    def test_pays_at_the_door(self, house):
        ana = house.shopper(language="en")
        ana.put_in_cart("vaso-lua", choice="S")
        ana.check_out(payment="cash_on_delivery")
        ana.place_order()
        expect(ana.page.locator("h1")).to_have_text("Thank you, Ana!")
        status = ana.status_link()
        order = only_order(house)

        desk = house.staff(Role.ORDER_DESK)
        desk.sign_in()
        desk.open_order(order.number)
        desk.do("pack")
        desk.do("ship", carrier="Courier", tracking_number="")
        desk.do("deliver")
        assert desk.state() == "delivered"
        house.let_work_be_done()

        ana.page.goto(status)
        assert ana.stations_passed() == ["Received", "Packed", "Shipped", "Delivered", "Paid"]
        assert subjects() == [
            f"We have your order {order.number}",
            f"Your order {order.number} is on its way",
        ]
        assert_books_balance()


class TestOrderDesk:
    def test_cancels_a_paid_order_and_gives_everything_back(self, house):
        ana = house.shopper()
        ana.put_in_cart("ultimo")
        ana.check_out()
        ana.place_order()
        order = only_order(house)
        late = house.shopper()
        late.page.goto(f"{late.url}/p/ultimo/")
        expect(late.page.locator("#buy .buy-row button")).to_be_disabled()

        desk = house.staff(Role.ORDER_DESK)
        desk.sign_in()
        desk.open_order(order.number)
        desk.do("pay")
        desk.page.locator("details summary", has_text="Cancel").click()
        desk.do("cancel", reason="The shopper changed her mind")
        assert desk.state() == "cancelled"
        house.let_work_be_done()

        late.page.reload()
        expect(late.page.locator("#buy .buy-row button")).to_be_enabled()
        assert house.level("LAST").sellable == 1
        desk.page.reload()
        expect(desk.page.locator("aside")).to_contain_text("Given back")
        assert subjects()[-1] == f"Seu pedido {order.number} foi cancelado"
        assert_books_balance()
