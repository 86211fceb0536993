"""The mails that carry a quote and a payment link."""

from __future__ import annotations

from datetime import timedelta

import pytest

from balcao.domains.checkout.operations import link_to_pay, purchase
from balcao.domains.drafts.operations import take_back
from balcao.domains.payments.operations import revoke_payment_link
from balcao.domains.payments.queries import link_by_id
from balcao.entrypoints.emails.quotes import send_link_mail, send_quote_mail
from tests.domains.drafts.drafted import BY, WEEK, drafted, given, priced_by_hand, quoted
from tests.shop import NOW

pytestmark = pytest.mark.django_db


def parts(mailbox):
    mail = mailbox.letters[-1]
    text = mail.get_body(["plain"]).get_content().replace("\N{NO-BREAK SPACE}", " ")
    html = mail.get_body(["html"]).get_content().replace("\N{NO-BREAK SPACE}", " ")
    return mail, text, html


class TestQuoteMail:
    def test_carries_prices_and_link_in_text_and_html(self, mailbox, shop):
        draft = priced_by_hand(shop, drafted(shop, ("CUP", 2), note="Um abraço"), "CUP", "30")
        quote = quoted(given(draft, off="10"))
        assert send_quote_mail(draft_id=quote.id, version=quote.version, now=NOW)
        mail, text, html = parts(mailbox)
        assert mail["Subject"] == f"Seu orçamento {quote.number}"
        for said in ("R$ 65,00", "Desconto combinado", "Um abraço", f"/quotes/{quote.token}/"):
            assert said in text, said
            assert said in html, said
        assert "Ver e aceitar" in html

    def test_is_in_the_customers_language(self, mailbox, shop):
        quote = quoted(drafted(shop, locale="en"))
        send_quote_mail(draft_id=quote.id, version=quote.version, now=NOW)
        mail, text, _ = parts(mailbox)
        assert mail["Subject"] == f"Your quote {quote.number}"
        assert f"/en/quotes/{quote.token}/" in text
        assert "Xícara Serra (en)" in text

    def test_goes_once_for_each_time_it_was_sent(self, mailbox, shop):
        quote = quoted(drafted(shop))
        said = {"draft_id": quote.id, "version": quote.version}
        assert send_quote_mail(**said, now=NOW)
        assert not send_quote_mail(**said, now=NOW)
        take_back(draft_id=quote.id, now=NOW)
        assert not send_quote_mail(**said, now=NOW)
        again = quoted(quote)
        assert send_quote_mail(draft_id=again.id, version=again.version, now=NOW)
        assert len(mailbox.letters) == 2

    def test_is_not_sent_when_its_time_is_over(self, mailbox, shop):
        quote = quoted(drafted(shop))
        assert not send_quote_mail(draft_id=quote.id, version=quote.version, now=NOW + WEEK)


class TestLinkMail:
    def test_carries_the_amount_and_the_link(self, mailbox, shop):
        made = purchase(shop.request(("CUP", 2)), now=NOW)
        link_id = link_to_pay(
            order_id=made.order_id, expires_at=NOW + WEEK, by=BY, now=NOW, is_mailed=True
        )
        assert send_link_mail(link_id=link_id, now=NOW)
        assert not send_link_mail(link_id=link_id, now=NOW + timedelta(days=1))
        mail, text, html = parts(mailbox)
        assert mail["Subject"] == f"Pague o seu pedido {made.number}"
        for said in ("R$ 93,00", f"/pay/{link_by_id(link_id).token}/"):
            assert said in text
            assert said in html

    def test_is_not_sent_for_a_link_that_was_ended(self, mailbox, shop):
        made = purchase(shop.request(("CUP", 2)), now=NOW)
        link_id = link_to_pay(
            order_id=made.order_id, expires_at=NOW + WEEK, by=BY, now=NOW, is_mailed=True
        )
        revoke_payment_link(link_id=link_id, by=BY, now=NOW)
        assert not send_link_mail(link_id=link_id, now=NOW)
