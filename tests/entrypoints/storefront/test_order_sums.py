"""The shopper's page of an order says what its total is made of."""

from __future__ import annotations

from django.urls import reverse

from balcao.domains.orders.models import OrderDiscount
from balcao.domains.orders.queries import order_by_id
from tests.brokendown import order_of_everything


class TestOrderPage:
    def test_names_discounts_taxes_and_stored_value(self, shop, visitor):
        order = order_by_id(order_of_everything(shop, is_included=True))
        page = visitor.get(reverse("storefront:order", args=[order.token])).content.decode()
        page = page.replace("\N{NO-BREAK SPACE}", " ")
        for said in (
            "Dez por cento",
            "−R$ 7,80",
            "Meio frete (FRETE)",
            "−R$ 7,50",
            "Inclui ICMS 20%: R$ 12,95",
            "Pago com vale-presente ou crédito",
            "R$ 57,70",
        ):
            assert said in page

    def test_does_not_let_a_name_of_a_promotion_become_markup(self, shop, visitor):
        order = order_by_id(order_of_everything(shop, is_included=False))
        OrderDiscount.objects.filter(order_id=order.id).update(name="<b>x</b>")
        page = visitor.get(reverse("storefront:order", args=[order.token])).content.decode()
        assert "<b>x</b>" not in page
        assert "&lt;b&gt;x" in page
