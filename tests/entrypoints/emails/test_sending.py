from __future__ import annotations

from datetime import timedelta
from smtplib import SMTPException

import pytest

from balcao.adapters.mail.letter import Letter, Unmailable
from balcao.adapters.mail.smtp import checked_address, post
from balcao.domains.orders.queries import order_by_id
from balcao.entrypoints.emails.letters import Kind
from balcao.entrypoints.emails.models import KeptMail, SentMail
from balcao.entrypoints.emails.sending import CLAIM, BeingSent, send_once
from tests.shop import NOW

pytestmark = pytest.mark.django_db


def send(order_id, now=NOW, kind=Kind.CONFIRMATION):
    return send_once(kind, order_id=order_id, now=now)


class TestSendOnce:
    def test_reaches_the_shopper_in_text_and_html(self, mailbox, order_id):
        assert send(order_id)
        mail = mailbox.letters[0]
        assert mailbox.recipients == [["ana@example.com"]]
        assert mail["To"] == "ana@example.com"
        assert mail["From"] == "Loja de Teste <loja@example.com>"
        assert mail["Auto-Submitted"] == "auto-generated"
        assert mail["Content-Language"] == "pt-BR"
        assert mail["Message-ID"] == f"<confirmation.{order_id}@shop.example>"
        text = mail.get_body(["plain"]).get_content()
        html = mail.get_body(["html"]).get_content()
        assert "Obrigado, Ana!" in text
        assert "<table" in html

    def test_sends_nothing_when_it_runs_again(self, mailbox, order_id):
        assert send(order_id)
        assert not send(order_id, NOW + timedelta(days=3))
        assert len(mailbox.letters) == 1

    def test_sends_each_kind_by_itself(self, mailbox, order_id):
        send(order_id)
        assert send(order_id, kind=Kind.SHIPPING)
        assert len(mailbox.letters) == 2

    def test_leaves_the_mail_to_be_sent_again_when_the_server_is_away(self, settings, order_id):
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
        with pytest.raises(OSError, match="refused"):
            send(order_id)
        row = SentMail.objects.get()
        assert (row.sent_at, row.claimed_at, row.attempts) == (None, None, 1)

    def test_sends_after_the_server_has_come_back(self, mailbox, order_id):
        mailbox.answer_to_letter = "451 Later"
        with pytest.raises(SMTPException):
            send(order_id)
        mailbox.answer_to_letter = "250 OK"
        assert send(order_id)
        assert SentMail.objects.get().attempts == 2

    def test_keeps_away_from_a_mail_that_another_is_sending(self, mailbox, order_id):
        SentMail.objects.create(
            store_id=order_by_id(order_id).store_id,
            order_id=order_id,
            kind=Kind.CONFIRMATION,
            claimed_at=NOW,
        )
        with pytest.raises(BeingSent):
            send(order_id, NOW + timedelta(minutes=1))
        assert mailbox.letters == []

    def test_sends_again_with_the_same_id_when_the_other_has_died(self, mailbox, order_id):
        send(order_id)
        # The server has accepted the mail, and then the power went off before our commit.
        SentMail.objects.update(sent_at=None, claimed_at=NOW)
        assert send(order_id, NOW + CLAIM + timedelta(seconds=1))
        first, second = mailbox.letters
        assert first["Message-ID"] == second["Message-ID"]

    def test_gives_up_on_an_address_where_nobody_lives(self, mailbox, order_id):
        mailbox.answer_to_recipient = "550 No such user"
        with pytest.raises(Unmailable):
            send(order_id)

    def test_asks_again_when_the_server_wants_it_later(self, mailbox, order_id):
        mailbox.answer_to_recipient = "450 Greylisted"
        with pytest.raises(SMTPException):
            send(order_id)


class TestAddresses:
    def letter(self, **changes):
        plain = {
            "to": "ana@example.com",
            "sender_name": "Loja",
            "sender": "loja@example.com",
            "subject": "Olá",
            "text": "Texto",
            "html": "<p>Texto</p>",
            "message_id": "1@example.com",
            "language": "pt-BR",
        }
        return Letter(**(plain | changes))

    def test_header_text_cannot_begin_a_new_header(self, mailbox, settings):
        post(self.letter(subject="Hi\r\nBcc: all@example.com", sender_name="A\nBcc: b@c.example"))
        mail = mailbox.letters[0]
        assert mail["Bcc"] is None
        assert mail["Subject"] == "Hi Bcc: all@example.com"
        assert mailbox.recipients == [["ana@example.com"]]

    @pytest.mark.parametrize(
        "address",
        [
            "o'neil+shop@example.com",
            "a.very.long.name_with-everything@sub.example.com",
            '"quoted"@example.com',
        ],
    )
    def test_unusual_addresses_arrive(self, mailbox, address):
        post(self.letter(to=address))
        assert len(mailbox.recipients) == 1
        assert len(mailbox.recipients[0]) == 1

    def test_a_domain_with_accents_arrives_in_ascii(self, mailbox):
        post(self.letter(to="oi@josé.example"))
        assert mailbox.recipients == [["oi@xn--jos-dma.example"]]

    @pytest.mark.parametrize(
        "address",
        [
            "a@b.example,c@d.example",
            "a@b.com,c.com",
            "a@b.example;c",
            "a@b.example\r\nBcc: c@d.example",
            "<a@b.example>",
            "joão@example.com",
            "a@",
            "",
        ],
    )
    def test_what_is_not_exactly_one_address_is_refused(self, address):
        with pytest.raises(Unmailable):
            checked_address(address)


class TestKeepMail:
    def test_keeps_the_mail_where_the_console_can_show_it(self, settings, order_id):
        settings.EMAIL_BACKEND = "balcao.entrypoints.emails.keeping.KeepMail"
        send(order_id)
        kept = KeptMail.objects.get()
        assert kept.recipient == "ana@example.com"
        assert "Obrigado" in kept.text
        assert kept.html.startswith("<!doctype html>")
        assert kept.message_id.startswith("confirmation.")
