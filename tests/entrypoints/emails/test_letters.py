from __future__ import annotations

import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from django.urls import reverse

import balcao.adapters
import balcao.entrypoints.emails
from balcao.domains.checkout.operations import purchase
from balcao.domains.orders.operations import cancel_order, confirm_payment, pack_order, ship_order
from balcao.domains.orders.queries import order_by_id
from balcao.domains.payments.ports import offered, use_providers
from balcao.domains.stores.queries import store_by_id
from balcao.entrypoints.emails.letters import Kind, is_due, write_letter
from tests.shop import ADDRESS, NOW

pytestmark = pytest.mark.django_db
ROOMS = (Path(balcao.adapters.__file__).parent, Path(balcao.entrypoints.emails.__file__).parent)


@pytest.fixture(autouse=True)
def public_url(settings):
    settings.PUBLIC_URL = "https://shop.example"


def letter(kind, order_id):
    order = order_by_id(order_id)
    return write_letter(kind, order, store_by_id(order.store_id))


def spaces(text):
    """Amounts have no-break spaces in them."""
    return text.replace("\N{NO-BREAK SPACE}", " ")


def ship(order_id):
    confirm_payment(order_id=order_id, by="desk", now=NOW)
    pack_order(order_id=order_id, by="stock", now=NOW)
    ship_order(
        order_id=order_id, carrier="Correios", tracking_number="AA123BR", by="stock", now=NOW
    )


class TestConfirmation:
    def test_speaks_portuguese_and_says_how_to_pay(self, order_id):
        order, mail = order_by_id(order_id), letter(Kind.CONFIRMATION, order_id)
        assert mail.subject == f"Recebemos o seu pedido {order.number}"
        assert mail.language == "pt-BR"
        for body in (spaces(mail.text), spaces(mail.html)):
            assert "Obrigado, Ana!" in body
            assert "Transfira o total" in body
            assert "Vaso Lua" in body
            assert "R$ 233,80" in body
            assert "R$ 15,00" in body
            assert "Rua Augusta, 100" in body
            assert f"https://shop.example{reverse('storefront:order', args=[order.token])}" in body

    def test_speaks_english_to_whoever_bought_in_english(self, shop):
        made = purchase(
            shop.request(("VASE-S", 1), locale="en", provider="cash_on_delivery"), now=NOW
        )
        mail = letter(Kind.CONFIRMATION, made.order_id)
        assert mail.subject == f"We have your order {made.number}"
        assert "Vaso Lua (en)" in mail.text
        assert "exact amount ready" in mail.text
        assert "https://shop.example/en/" in mail.text

    def test_is_not_sent_about_an_order_that_was_cancelled_meanwhile(self, order_id):
        cancel_order(order_id=order_id, reason="", by="desk", now=NOW)
        assert not is_due(Kind.CONFIRMATION, order_by_id(order_id))
        assert is_due(Kind.CANCELLATION, order_by_id(order_id))

    def test_is_written_even_if_the_way_to_pay_is_not_offered_any_more(self, order_id):
        before = offered()
        use_providers([])
        try:
            mail = letter(Kind.CONFIRMATION, order_id)
        finally:
            use_providers(before)
        assert "Como pagar" not in mail.text
        assert "Obrigado, Ana!" in mail.text

    def test_does_not_let_a_name_become_markup(self, shop):
        sly = replace(ADDRESS, name='<script>alert("x")</script>')
        made = purchase(shop.request(("CUP", 1), address=sly), now=NOW)
        mail = letter(Kind.CONFIRMATION, made.order_id)
        assert "<script>" not in mail.html
        assert "&lt;script&gt;" in mail.html
        assert "<script>" in mail.text

    def test_links_to_the_host_of_its_store(self, order_id):
        order = order_by_id(order_id)
        store = replace(store_by_id(order.store_id), hosts=("vasos.example",))
        mail = write_letter(Kind.CONFIRMATION, order, store)
        assert "https://vasos.example/" in mail.text
        assert mail.message_id == f"confirmation.{order.id}@vasos.example"


class TestShipping:
    def test_names_the_carrier_and_the_tracking_number(self, order_id):
        ship(order_id)
        mail = letter(Kind.SHIPPING, order_id)
        assert "está a caminho" in mail.subject
        for body in (mail.text, mail.html):
            assert "Correios" in body
            assert "AA123BR" in body
            assert "Transfira" not in body


class TestCancellation:
    def test_says_what_is_given_back(self, order_id):
        confirm_payment(order_id=order_id, by="desk", now=NOW)
        cancel_order(order_id=order_id, reason="secret reason", by="desk", now=NOW)
        mail = letter(Kind.CANCELLATION, order_id)
        assert "Devolvemos R$ 233,80" in spaces(mail.text)
        assert "secret reason" not in mail.text + mail.html

    def test_says_that_nothing_was_charged(self, order_id):
        cancel_order(order_id=order_id, reason="", by="desk", now=NOW)
        assert "nada foi cobrado" in letter(Kind.CANCELLATION, order_id).text


class TestCatalogs:
    @pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.name)
    def test_are_compiled_and_leave_nothing_untranslated(self, room, tmp_path):
        words = room / "locale" / "pt_BR" / "LC_MESSAGES"
        made = tmp_path / "django.mo"
        told = subprocess.run(
            ["msgfmt", "--check-format", "--statistics", "-o", made, words / "django.po"],
            capture_output=True,
            text=True,
            check=True,
            env={"LC_ALL": "C", "PATH": "/usr/bin:/bin"},
        ).stderr
        assert "untranslated" not in told
        assert "fuzzy" not in told
        assert made.read_bytes() == (words / "django.mo").read_bytes()
