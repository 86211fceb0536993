"""Who is signed in: a cookie with a secret, looked up on the server.

No session of Django's is used: those are for staff, and the two never meet. A browser without the
cookie costs no query.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from balcao.domains.customers.operations import keep_session
from balcao.domains.customers.queries import shopper_by_secret
from balcao.domains.customers.values import Shopper, SignedIn
from balcao.entrypoints.storefront.shell import now_of, store_of

PLAIN: Final = "balcao_shopper"
ASKED: Final = "_balcao_shopper"


def cookie_name() -> str:
    """The cookie's name; where it travels by HTTPS only, browsers bind it to the host."""
    return f"__Host-{PLAIN}" if settings.SESSION_COOKIE_SECURE else PLAIN


def signed_in(request: HttpRequest) -> Shopper | None:
    """The shopper of this browser in the shop of this host; None for a guest.

    Asked once a request, however often this is called.
    """
    known: tuple[Shopper | None] | None = getattr(request, ASKED, None)
    if known is None:
        known = (_looked_up(request),)
        setattr(request, ASKED, known)
    return known[0]


def keep_signed_in(response: HttpResponseBase, made: SignedIn, now: datetime) -> None:
    """Send the cookie of a session that has just begun."""
    response.set_cookie(
        cookie_name(),
        made.secret,
        max_age=int((made.ends_at - now).total_seconds()),
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def forget_signed_in(response: HttpResponseBase) -> None:
    """Take the cookie away."""
    # Not delete_cookie: a __Host- cookie is only replaced by one that is secure, too.
    response.set_cookie(
        cookie_name(), "", max_age=0, httponly=True, samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )  # fmt: skip


def secret_of(request: HttpRequest) -> str:
    """What this browser says; whether it is a session is another question."""
    return request.COOKIES.get(cookie_name(), "")


def _looked_up(request: HttpRequest) -> Shopper | None:
    secret = secret_of(request)
    if not secret:
        return None
    now = now_of(request)
    shopper = shopper_by_secret(store_of(request).id, secret, now=now)
    if shopper is not None:
        keep_session(secret=secret, now=now)
    return shopper
