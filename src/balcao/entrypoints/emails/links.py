"""Addresses in mails: absolute, because a mail is read elsewhere."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from balcao.domains.orders.values import OrderView
from balcao.domains.stores.values import StoreInfo


def origin_of(store: StoreInfo) -> str:
    """Where the shop is found: its own host name, else PUBLIC_URL, else the first allowed host."""
    if store.hosts:
        return f"https://{store.hosts[0]}"
    if settings.PUBLIC_URL:
        return str(settings.PUBLIC_URL).rstrip("/")
    return f"https://{next(iter(settings.ALLOWED_HOSTS), 'localhost')}"


def host_of(store: StoreInfo) -> str:
    """The host name of the shop, for Message-IDs."""
    return urlsplit(origin_of(store)).hostname or "localhost"


def status_url(order: OrderView, store: StoreInfo, language: str) -> str:
    """The shopper's secret page of an order."""
    with override(language):
        return origin_of(store) + reverse("storefront:order", args=[order.token])


def quote_url(token: str, store: StoreInfo, language: str) -> str:
    """The customer's secret page of a quote."""
    return _page("quote", token, store, language)


def pay_url(token: str, store: StoreInfo, language: str) -> str:
    """Where what an order owes is paid by a link."""
    return _page("owed", token, store, language)


def _page(name: str, token: str, store: StoreInfo, language: str) -> str:
    with override(language if language in store.languages else store.language):
        return origin_of(store) + reverse(f"storefront:{name}", args=[token])
