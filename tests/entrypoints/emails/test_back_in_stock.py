"""The mail that says that something is back: right words, right links, once."""

from __future__ import annotations

import smtplib

import pytest
from django.test import Client

from balcao.domains.replenishment.models import StockNotice
from balcao.domains.replenishment.operations import ask_for_notice, call_waiting
from balcao.entrypoints.emails.back_in_stock import tell_shopper
from tests.domains.inventory.stock import doing
from tests.shop import NOW


def turn(shop, language="pt-br"):
    doing(shop, "write_off", "VASE-L", quantity=5)
    ask_for_notice(
        store_id=shop.store_id, variant_id=shop.variants["VASE-L"], email="ana@example.com",
        language=language, now=NOW,
    )  # fmt: skip
    doing(shop, "receive_stock", "VASE-L", quantity=1)
    (found,) = call_waiting(store_id=shop.store_id, now=NOW)
    return found


def text_of(letter):
    return letter.get_body(("plain",)).get_content()


class TestTheMail:
    def test_is_sent_once_in_the_language_of_the_page(self, shop, mailbox):
        found = turn(shop)
        assert tell_shopper(notice_id=found, now=NOW)
        assert not tell_shopper(notice_id=found, now=NOW)
        (letter,) = mailbox.letters
        assert mailbox.recipients == [["ana@example.com"]]
        assert letter["Subject"] == "Vaso Lua voltou"
        assert "https://shop.example/p/vaso-lua/?o1=G" in text_of(letter)
        assert "R$\xa0149,90" in text_of(letter)
        assert letter["Message-ID"] == f"<notice.{found}@shop.example>"

    def test_speaks_english_too(self, shop, mailbox):
        tell_shopper(notice_id=turn(shop, "en"), now=NOW)
        (letter,) = mailbox.letters
        assert letter["Subject"] == "Vaso Lua (en) is back"
        assert "https://shop.example/en/p/vaso-lua/" in text_of(letter)
        assert 'lang="en"' in letter.get_body(("html",)).get_content()

    def test_holds_a_link_that_ends_it(self, shop, mailbox):
        tell_shopper(notice_id=turn(shop), now=NOW)
        words = text_of(mailbox.letters[0]).split()
        url = next(w for w in words if "/notices/" in w).removeprefix("https://shop.example")
        assert Client().get(url).status_code == 200

    def test_waits_for_the_server_to_come_back(self, shop, mailbox):
        found = turn(shop)
        mailbox.answer_to_letter = "451 later"
        with pytest.raises(smtplib.SMTPException):
            tell_shopper(notice_id=found, now=NOW)
        mailbox.answer_to_letter = "250 OK"
        assert tell_shopper(notice_id=found, now=NOW)
        assert len(mailbox.letters) == 1

    def test_is_not_written_about_what_is_not_sold_any_more(self, shop, mailbox):
        found = turn(shop)
        variant = StockNotice.objects.get().variant
        variant.product.status = "archived"
        variant.product.save()
        assert not tell_shopper(notice_id=found, now=NOW)
        assert mailbox.letters == []
