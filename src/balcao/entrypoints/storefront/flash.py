"""A word for the next page: what came of a form that led elsewhere. Signed, and read once."""

from __future__ import annotations

from typing import Final

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponseBase

COOKIE: Final = "balcao_said"
SALT: Final = "balcao.storefront.said"
LIVES: Final = 60
LONGEST: Final = 900


def say_next(response: HttpResponseBase, text: str) -> None:
    """Have the next page say it."""
    if text:
        response.set_cookie(
            COOKIE, signing.dumps(text[:LONGEST], salt=SALT), max_age=LIVES, httponly=True,
            samesite="Lax", secure=settings.SESSION_COOKIE_SECURE,
        )  # fmt: skip


def said(request: HttpRequest) -> str:
    """What the page before wanted to be said; empty when nothing, or when it is not ours."""
    text = request.COOKIES.get(COOKIE, "")
    try:
        return str(signing.loads(text, salt=SALT, max_age=LIVES)) if text else ""
    except signing.BadSignature:
        return ""


def was_said(request: HttpRequest, response: HttpResponseBase) -> None:
    """Say it no more."""
    if COOKIE in request.COOKIES:
        response.delete_cookie(COOKIE, samesite="Lax")
