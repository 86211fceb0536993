"""Which cart is this shopper's: a signed cookie with its id, and a plain one with the count.

No session, so that looking around costs no query. The count is only what the header shows; a
shopper who forges it fools nobody else.
"""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

CART = "balcao_cart"
COUNT = "balcao_cart_count"
SALT = "balcao.storefront.cart"
KEPT_SECONDS = 90 * 24 * 3600
LARGEST_COUNT = 999


def cart_id_of(request: HttpRequest) -> UUID | None:
    """The cart of this browser; None without one, or with a cookie that we did not sign."""
    text = request.get_signed_cookie(CART, default="", salt=SALT, max_age=KEPT_SECONDS)
    try:
        return UUID(text) if text else None
    except ValueError:
        return None


def cart_count_of(request: HttpRequest) -> int:
    """How many units the header shows."""
    text = request.COOKIES.get(COUNT, "")
    is_number = text.isascii() and text.isdecimal() and len(text) < 6
    return min(int(text), LARGEST_COUNT) if is_number else 0


def keep_cart(response: HttpResponseBase, cart_id: UUID, count: int) -> None:
    """Send both cookies."""
    secure = settings.SESSION_COOKIE_SECURE
    response.set_signed_cookie(
        CART, cart_id.hex, salt=SALT, max_age=KEPT_SECONDS, httponly=True, samesite="Lax",
        secure=secure,
    )  # fmt: skip
    keep_count(response, count)


def forget_cart(response: HttpResponseBase) -> None:
    """Take both cookies away."""
    for name in (CART, COUNT):
        response.delete_cookie(name, samesite="Lax")


def keep_count(response: HttpResponseBase, count: int) -> None:
    """Send the count alone."""
    response.set_cookie(
        COUNT, str(count), max_age=KEPT_SECONDS, httponly=True, samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )  # fmt: skip
