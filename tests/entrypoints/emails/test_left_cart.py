"""The mail about a cart that was left: right words, one click back, one click out, once."""

from __future__ import annotations

import re
import smtplib

import pytest
from django.core.signing import TimestampSigner
from django.test import Client

from balcao.domains.cart.models import Cart, CartLine
from balcao.domains.checkout.models import CartReminder
from balcao.domains.checkout.operations import choose_reminders
from balcao.domains.customers.queries import has_consented
from balcao.domains.customers.values import ConsentKind
from balcao.entrypoints.emails.left_cart import remind_shopper
from balcao.entrypoints.storefront import chrome, shell
from balcao.entrypoints.storefront.remindertokens import BACK, back_token, leave_token
from tests.domains.checkout.carts_left import HOUR, agree, left, switch_on
from tests.shop import NOW

ONE_CLICK = "List-Unsubscribe=One-Click"
FORM = "application/x-www-form-urlencoded"


@pytest.fixture
def chosen(shop):
    for kept in (shell.STORES, chrome.SHELVES, chrome.DRAWN):
        kept.forget()
    switch_on(shop)
    agree(shop)
    left(shop)
    (found,) = choose_reminders(store_id=shop.store_id, now=NOW + HOUR)
    return found


def post_mail(chosen) -> bool:
    return remind_shopper(reminder_id=chosen, now=NOW + HOUR)


def path_in(letter, part: str) -> str:
    text = letter.get_body(("plain",)).get_content()
    return re.search(rf"https://shop.example(\S*{part}\S*)", text)[1]


class TestTheMail:
    def test_is_sent_once_in_the_language_of_the_cart(self, chosen, mailbox):
        assert post_mail(chosen)
        assert not post_mail(chosen)
        (letter,) = mailbox.letters
        assert letter["Subject"] == "Você deixou algo no carrinho"
        text = letter.get_body(("plain",)).get_content()
        assert "2 × " in text
        assert "R$" in text
        assert mailbox.recipients == [["ana@example.com"]]

    def test_speaks_english_too(self, chosen, mailbox):
        CartReminder.objects.update(locale="en", step=3)
        post_mail(chosen)
        assert mailbox.letters[0]["Subject"] == "Last note about your cart"
        assert path_in(mailbox.letters[0], "/cart/back/").startswith("/en/")

    def test_can_be_ended_from_the_mailbox_by_rfc_8058(self, chosen, mailbox, shop):
        post_mail(chosen)
        (letter,) = mailbox.letters
        assert letter["List-Unsubscribe-Post"] == ONE_CLICK
        url = letter["List-Unsubscribe"].strip(" <>").removeprefix("https://shop.example")
        strict = Client(enforce_csrf_checks=True)
        assert strict.get(url).status_code == 200
        assert has_consented(shop.store_id, "ana@example.com", ConsentKind.MARKETING)
        assert strict.post(url, ONE_CLICK, content_type=FORM).status_code == 200
        assert not has_consented(shop.store_id, "ana@example.com", ConsentKind.MARKETING)
        assert strict.post(url, ONE_CLICK, content_type=FORM).status_code == 200

    def test_is_tried_again_when_the_server_surely_refused(self, chosen, mailbox):
        mailbox.answer_to_letter = "451 later"
        with pytest.raises(smtplib.SMTPException):
            post_mail(chosen)
        mailbox.answer_to_letter = "250 OK"
        assert post_mail(chosen)

    def test_is_not_tried_again_when_nobody_knows(self, chosen, monkeypatch):
        def drop(_):
            raise smtplib.SMTPServerDisconnected

        monkeypatch.setattr("balcao.entrypoints.emails.left_cart.post", drop)
        with pytest.raises(smtplib.SMTPServerDisconnected):
            post_mail(chosen)
        assert not post_mail(chosen)


class TestTheWayBack:
    def test_changes_nothing_when_it_is_only_looked_at(self, chosen):
        page = Client().get(f"/cart/back/{back_token(chosen)}/")
        assert page.status_code == 200
        assert page["Referrer-Policy"] == "same-origin"
        assert "balcao_cart" not in page.cookies
        assert CartReminder.objects.get().returned_at is None

    def test_puts_the_lines_into_another_browser_and_tells_nothing_of_who(self, chosen, shop):
        other = Client()
        assert other.post(f"/cart/back/{back_token(chosen)}/").status_code == 303
        assert CartLine.objects.count() == 2
        row = CartReminder.objects.get()
        assert row.returned_cart_id not in (None, row.cart_id)
        assert Cart.objects.get(pk=row.returned_cart_id).customer_id is None
        page = other.get("/checkout/").content.decode()
        assert "ana@example.com" not in page
        assert "Rua Augusta" not in page
        assert "balcao_shopper" not in other.cookies

    def test_says_that_nothing_is_left(self, chosen):
        Cart.objects.update(state="ordered")
        assert Client().get(f"/cart/back/{back_token(chosen)}/").status_code == 410


class TestGuessing:
    @pytest.mark.parametrize("way", ["cart/back", "reminders"])
    def test_finds_nothing(self, chosen, way):
        taken = {"cart/back": leave_token, "reminders": back_token}[way](chosen)
        for token in (chosen.hex, f"{chosen.hex}:x", taken, taken[:-1], "x" * 3000, "%00"):
            for method in ("get", "post"):
                assert getattr(Client(), method)(f"/{way}/{token}/").status_code == 404
        assert has_consented(
            CartReminder.objects.get().store_id, "ana@example.com", ConsentKind.MARKETING
        )

    def test_finds_nothing_after_30_days(self, chosen, monkeypatch):
        old = TimestampSigner(salt=BACK)
        monkeypatch.setattr(old, "timestamp", lambda: "1sF000")
        assert Client().get(f"/cart/back/{old.sign(chosen.hex)}/").status_code == 404

    def test_finds_nothing_in_another_store(self, chosen):
        CartReminder.objects.update(store_id=CartReminder.objects.get().store_id + 1)
        assert Client().get(f"/cart/back/{back_token(chosen)}/").status_code == 404
        assert Client().post(f"/reminders/{leave_token(chosen)}/").status_code == 404
