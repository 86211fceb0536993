"""Where somebody stands who is signing in: the address that was mailed to, and where they go on.

Kept in a signed cookie for as long as the code lives, so that reloading mails nothing again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponseBase
from django.utils.http import url_has_allowed_host_and_scheme

COOKIE: Final = "balcao_sign_in"
SALT: Final = "balcao.storefront.sign_in"
LIVES: Final = 15 * 60
LONGEST: Final = 500


@dataclass(frozen=True, slots=True)
class Asked:
    """A code is on its way to ``email``; ``onward`` is a page of this shop, or empty."""

    email: str = ""
    onward: str = ""


def asked_of(request: HttpRequest) -> Asked:
    """What this browser has asked for; empty when nothing, or when it is not ours."""
    text = request.COOKIES.get(COOKIE, "")
    try:
        found = signing.loads(text, salt=SALT, max_age=LIVES) if text else {}
    except signing.BadSignature:
        return Asked()
    return Asked(str(found.get("email", "")), str(found.get("onward", "")))


def keep_asked(response: HttpResponseBase, asked: Asked) -> None:
    """Send the cookie."""
    text = signing.dumps({"email": asked.email, "onward": asked.onward}, salt=SALT)
    response.set_cookie(
        COOKIE, text, max_age=LIVES, httponly=True, samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )  # fmt: skip


def forget_asked(response: HttpResponseBase) -> None:
    """Take the cookie away."""
    response.delete_cookie(COOKIE, samesite="Lax")


def safe_onward(text: str) -> str:
    """A path of this shop to go on to; empty for any other address."""
    is_path = text.startswith("/") and len(text) <= LONGEST and text.isprintable()
    return text if is_path and url_has_allowed_host_and_scheme(text, allowed_hosts=None) else ""
