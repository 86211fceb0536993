"""A guest who wants to be known on this device: who they are and where things go, in a cookie.

Only for who asked, signed so that nobody else writes it, and out of reach of scripts. Nothing about
it is kept on the server.
"""

from __future__ import annotations

from typing import Final

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponseBase

from balcao.entrypoints.storefront.forms import ADDRESS_FIELDS, CheckoutInput

COOKIE: Final = "balcao_known"
SALT: Final = "balcao.storefront.known"
LIVES: Final = 180 * 24 * 3600
KEPT: Final = ("email", "name", "phone", "tax_id", *ADDRESS_FIELDS)


def known_here(request: HttpRequest) -> CheckoutInput | None:
    """Who asked to be known on this device; None for anybody else."""
    text = request.COOKIES.get(COOKIE, "")
    try:
        found = signing.loads(text, salt=SALT, max_age=LIVES) if text else {}
    except signing.BadSignature:
        return None
    texts = {name: str(found.get(name, "")) for name in KEPT}
    return CheckoutInput(**texts) if texts["email"] else None


def keep_known(response: HttpResponseBase, form: CheckoutInput) -> None:
    """Remember who filled this in."""
    said = {name: getattr(form, name) for name in KEPT}
    response.set_cookie(
        COOKIE, signing.dumps(said, salt=SALT, compress=True), max_age=LIVES, httponly=True,
        samesite="Lax", secure=settings.SESSION_COOKIE_SECURE,
    )  # fmt: skip


def forget_known(response: HttpResponseBase) -> None:
    """Remember them no longer."""
    response.delete_cookie(COOKIE, samesite="Lax")
