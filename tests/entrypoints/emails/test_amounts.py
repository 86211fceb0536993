"""What the confirmation says of discounts, taxes and gift cards; its rows add up."""

from __future__ import annotations

import re

import pytest

from balcao.domains.orders.queries import order_by_id
from balcao.domains.stores.queries import store_by_id
from balcao.entrypoints.emails.letters import Kind, write_letter
from tests.brokendown import order_of_everything

pytestmark = pytest.mark.django_db


def bodies(order_id) -> list[str]:
    order = order_by_id(order_id)
    mail = write_letter(Kind.CONFIRMATION, order, store_by_id(order.store_id))
    return [text.replace("\N{NO-BREAK SPACE}", " ") for text in (mail.text, mail.html)]


def rows(text: str) -> dict[str, str]:
    """Labels and amounts of the text mail, from the subtotal on."""
    below = text[text.index("  Subtotal:") :]
    return dict(re.findall(r"^  (.+?): ([^:\n]*\d,\d\d|[^:\n]*\d\.\d\d)$", below, re.MULTILINE))


class TestAmounts:
    def test_name_each_discount_the_tax_inside_and_what_the_card_pays(self, shop):
        text, html = bodies(order_of_everything(shop, is_included=True))
        assert rows(text) == {
            "Subtotal": "R$ 78,00",
            "Dez por cento": "−R$ 7,80",
            "Frete": "R$ 15,00",
            "Meio frete (FRETE)": "−R$ 7,50",
            "Total": "R$ 77,70",
            "Inclui ICMS 20%": "R$ 12,95",
            "Pago com vale-presente ou crédito": "R$ 20,00",
            "Transferência bancária": "R$ 57,70",
        }
        for said in ("Dez por cento", "Meio frete (FRETE)", "Inclui ICMS 20%: R$ 12,95"):
            assert said in html

    def test_add_the_tax_above_the_total_where_it_comes_on_top(self, shop):
        text, html = bodies(order_of_everything(shop, is_included=False, locale="en"))
        said = rows(text)
        assert said["ICMS 20%"] == "R$15.54"
        assert said["Total"] == "R$93.24"
        assert list(said).index("ICMS 20%") < list(said).index("Total")
        assert "Includes" not in text + html

    @pytest.mark.parametrize("is_included", [True, False])
    def test_add_up(self, shop, is_included):
        text, _ = bodies(order_of_everything(shop, is_included=is_included))
        said = {label: cents(amount) for label, amount in rows(text).items()}
        labels = list(said)
        above = labels[: labels.index("Total")]
        assert sum(said[label] for label in above) == said["Total"]
        assert sum(said[label] for label in labels[-2:]) == said["Total"]


def cents(amount: str) -> int:
    sign = -1 if amount.startswith("−") else 1
    return sign * int("".join(char for char in amount if char.isdigit()))
