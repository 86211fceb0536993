"""Addresses of the shop's pages. Reversing 24 of them costs a listing a millisecond; joining does
not."""

from __future__ import annotations

from functools import cache

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import override

from balcao.entrypoints.storefront.viewmodels import Picture

DRAWN_WIDTH = 960
DRAWN_HEIGHT = 1200


@cache
def page_url(name: str, language: str, *parts: str) -> str:
    """The address of a page in a language; only for the few pages without endless parts."""
    with override(language):
        return reverse(f"storefront:{name}", args=parts)


@cache
def _around(name: str, language: str) -> tuple[str, str]:
    before, _, after = page_url(name, language, "slot").partition("slot")
    return before, after


def product_url(handle: str, language: str) -> str:
    """The address of a product."""
    before, after = _around("product", language)
    return f"{before}{handle}{after}"


def category_url(slug: str, language: str) -> str:
    """The address of a category."""
    before, after = _around("category", language)
    return f"{before}{slug}{after}"


def add_url(handle: str, language: str) -> str:
    """Where the product's form is sent."""
    before, after = _around("add", language)
    return f"{before}{handle}{after}"


def ask_url(handle: str, language: str) -> str:
    """Where somebody asks to be told when the product is back."""
    before, after = _around("ask", language)
    return f"{before}{handle}{after}"


def notice_end_url(token: str, language: str) -> str:
    """Where somebody says that they need not be told."""
    before, after = _around("notice-end", language)
    return f"{before}{token}{after}"


def reminder_url(token: str, language: str) -> str:
    """Where a reminder brings the lines of a cart back."""
    before, after = _around("reminder", language)
    return f"{before}{token}{after}"


def reminder_end_url(token: str, language: str) -> str:
    """Where the mails about news and carts are ended."""
    before, after = _around("reminder-end", language)
    return f"{before}{token}{after}"


def sign_in_link_url(link: str, language: str) -> str:
    """Where the link of a mail leads that lets a shopper in."""
    before, after = _around("sign-in-link", language)
    return f"{before}{link}{after}"


def again_url(token: str, language: str) -> str:
    """Where the lines of an order are put into the cart once more."""
    before, after = _around("again", language)
    return f"{before}{token}{after}"


def shared_url(token: str, language: str) -> str:
    """Where others look at a copy of a cart."""
    before, after = _around("shared", language)
    return f"{before}{token}{after}"


def order_url(token: str, language: str) -> str:
    """The shopper's secret page of an order."""
    before, after = _around("order", language)
    return f"{before}{token}{after}"


def thanks_url(token: str, language: str) -> str:
    """The page right after placing an order."""
    before, after = _around("thanks", language)
    return f"{before}{token}{after}"


def pay_url(token: str, language: str) -> str:
    """Where an order is paid for."""
    before, after = _around("pay", language)
    return f"{before}{token}{after}"


def card_removal_url(card_id: str, language: str) -> str:
    """Where a saved card is removed."""
    return f"{page_url('account', language)}cards/{card_id}/remove/"


def legal_version_url(kind: str, version: int, language: str) -> str:
    """Where a legal page is read as it was."""
    return f"{page_url('legal', language, kind)}{version}/"


def owed_url(token: str, language: str) -> str:
    """Where what an order owes is paid by a link."""
    before, after = _around("owed", language)
    return f"{before}{token}{after}"


def picture_of(src: str, alt: str, width: int = 0, height: int = 0) -> Picture:
    """A picture of the catalog; without one, the shop's own placeholder."""
    if not src:
        return Picture(static("storefront/no-picture.svg"), alt, DRAWN_WIDTH, DRAWN_HEIGHT)
    address = src if src.startswith("https://") else f"{settings.MEDIA_URL}{src}"
    return Picture(address, alt, width or DRAWN_WIDTH, height or DRAWN_HEIGHT)
