"""A real SMTP server of the test's own, and a shop that has sold something."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from uuid import UUID

import pytest
from aiosmtpd.controller import Controller

from balcao.domains.checkout.operations import purchase
from tests.shop import NOW, Shop, open_shop


@dataclass
class Mailbox:
    """What the server took in, and what it answers to recipients and to mails."""

    letters: list[EmailMessage] = field(default_factory=list)
    recipients: list[list[str]] = field(default_factory=list)
    answer_to_recipient: str = "250 OK"
    answer_to_letter: str = "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):
        if self.answer_to_recipient.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.answer_to_recipient

    async def handle_DATA(self, server, session, envelope):
        if self.answer_to_letter.startswith("250"):
            self.letters.append(message_from_bytes(envelope.content, policy=policy.default))
            self.recipients.append(list(envelope.rcpt_tos))
        return self.answer_to_letter


@pytest.fixture
def mailbox(settings) -> Iterator[Mailbox]:
    """Django's mail settings point to it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    box = Mailbox()
    server = Controller(box, hostname="127.0.0.1", port=port)
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    settings.PUBLIC_URL = "https://shop.example"
    yield box
    server.stop()


@pytest.fixture
def shop(db) -> Shop:
    return open_shop()


@pytest.fixture
def order_id(shop) -> UUID:
    """Two vases and a cup, by bank transfer, in Portuguese."""
    return purchase(shop.request(("VASE-S", 2), ("CUP", 1)), now=NOW).order_id
