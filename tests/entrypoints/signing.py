"""Signing a shopper in, as the mail would let them."""

from __future__ import annotations

import re

from django.core import mail
from django.test import Client

from balcao.domains.customers.operations import ask_for_code, sign_in_by_code
from balcao.domains.customers.values import SignedIn
from tests.shop import Shop

CODE = re.compile(r"\b(\d{4}) (\d{4})\b")
LINK = re.compile(r"https://[^/]+(/\S*account/sign-in/[\w-]+/)")


def mailed_code() -> str:
    """The code of the last mail."""
    return "".join(CODE.search(mail.outbox[-1].body).groups())


def mailed_link() -> str:
    """The path of the link of the last mail."""
    return LINK.search(mail.outbox[-1].body)[1]


def sign_in(client: Client, email: str = "ana@example.com") -> None:
    """Through the pages."""
    client.post("/account/sign-in/", {"email": email})
    assert client.post("/account/sign-in/", {"code": mailed_code()}).status_code == 303


def session_of(shop: Shop, now, email: str = "ana@example.com") -> SignedIn:
    """Through the operations."""
    whose = {"store_id": shop.store_id, "email": email, "language": "pt-br", "who": "test"}
    ask_for_code(**whose, now=now)
    return sign_in_by_code(**whose, code=mailed_code(), now=now)
