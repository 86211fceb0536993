"""Delivery dates on the pages and in the mails of a shopper."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest
from django.test import Client
from django.utils.translation import override

from balcao.domains.checkout.operations import purchase
from balcao.domains.orders.queries import order_by_id
from balcao.domains.shipping.operations import save_sending_rules
from balcao.domains.shipping.values import SendingRules, ShippingOption
from balcao.domains.stores.queries import store_by_id
from balcao.entrypoints.emails.letters import Kind, write_letter
from balcao.entrypoints.storefront.arrivals import arrival_text, order_arrival
from balcao.entrypoints.storefront.links import order_url
from tests.shop import brl

TUESDAY = datetime(2026, 12, 1, 13, 0, tzinfo=UTC)
RULES = SendingRules(is_on=True, cutoff=time(14, 0), packing_days=1)
PROMISE = re.compile(r"Chega entre \w{3}\., \d+ de \w{3}\. e \w{3}\., \d+ de \w{3}\.")


@pytest.fixture
def promising(shop):
    save_sending_rules(store_id=shop.store_id, rules=RULES)
    return shop


def option(first: date, last: date) -> ShippingOption:
    return ShippingOption("standard", "Mail", brl("1.00"), 1, 2, first, last)


class TestWords:
    def test_name_two_days_or_one_in_the_language(self):
        two = option(date(2026, 12, 8), date(2026, 12, 10))
        one = option(date(2026, 12, 8), date(2026, 12, 8))
        with override("en"):
            assert arrival_text(two, "en") == "Arrives between Tue, Dec 8 and Thu, Dec 10"
            assert arrival_text(one, "en") == "Arrives on Tue, Dec 8"
        with override("pt-br"):
            said = "Chega entre ter., 8 de dez. e qui., 10 de dez."
            assert arrival_text(two, "pt-br") == said
            assert arrival_text(one, "pt-br") == "Chega em ter., 8 de dez."

    def test_are_none_where_nothing_is_promised(self):
        assert arrival_text(ShippingOption("x", "X", brl("1.00"), 1, 2), "en") == ""
        assert arrival_text(None, "en") == ""


@pytest.mark.django_db
class TestPages:
    def test_the_checkout_says_days_until_dates_are_promised(self, shop, visitor: Client):
        visitor.post("/cart/add/xicara/", {"quantity": "1"})
        assert "3 a 7 dias úteis" in visitor.get("/checkout/").content.decode()
        save_sending_rules(store_id=shop.store_id, rules=RULES)
        page = visitor.get("/checkout/").content.decode()
        assert PROMISE.search(page)
        assert "dias úteis" not in page

    def test_the_order_shows_what_it_was_promised(self, promising, visitor: Client):
        made = purchase(promising.request(("CUP", 1)), now=TUESDAY)
        said = "Chega entre seg., 7 de dez. e sex., 11 de dez."
        assert said in visitor.get(order_url(made.token, "pt-br")).content.decode()
        save_sending_rules(store_id=promising.store_id, rules=replace(RULES, packing_days=20))
        assert said in visitor.get(order_url(made.token, "pt-br")).content.decode()

    def test_an_order_without_dates_says_nothing(self, shop, visitor: Client):
        made = purchase(shop.request(("CUP", 1)), now=TUESDAY)
        assert "Chega" not in visitor.get(order_url(made.token, "pt-br")).content.decode()

    def test_who_has_not_paid_is_told_the_condition(self, promising):
        order = order_by_id(purchase(promising.request(("CUP", 1)), now=TUESDAY).order_id)
        with override("en"):
            assert order_arrival(order, "en").endswith("if you pay on the day of your order")
            assert order_arrival(replace(order, state="paid"), "en").endswith("Fri, Dec 11")
            assert order_arrival(replace(order, state="cancelled"), "en") == ""
            assert order_arrival(replace(order, state="delivered"), "en") == ""

    def test_the_mail_says_it_too(self, promising):
        order = order_by_id(purchase(promising.request(("CUP", 1)), now=TUESDAY).order_id)
        letter = write_letter(Kind.CONFIRMATION, order, store_by_id(promising.store_id))
        for text in (letter.text, letter.html):
            assert "Chega entre seg., 7 de dez. e sex., 11 de dez." in text
