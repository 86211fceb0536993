"""What a shopper is told about units that are sold before they are there."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext

from balcao.domains.cart.values import CartView
from balcao.domains.inventory.queries import promises_of
from balcao.entrypoints.storefront.shell import language_of, now_of, store_of
from balcao.entrypoints.storefront.words import date_text

Promises = Mapping[UUID, str]


def cart_promises(request: HttpRequest, cart: CartView | None) -> Promises:
    """As ``promise_texts``, for the lines of a cart."""
    wanted = {row.variant_id: row.quantity for row in cart.lines} if cart else {}
    return promise_texts(request, wanted)


def promise_texts(request: HttpRequest, wanted: Mapping[UUID, int]) -> Promises:
    """When so many units can be sent, by variant; nothing for what can be sent at once."""
    store, language = store_of(request), language_of(request)
    found = promises_of(store.id, wanted, now=now_of(request))
    return {
        variant: preorder_text(one.at, language, store.time_zone)
        if one.is_preorder
        else promise_text(one.at, language, store.time_zone)
        for variant, one in found.items()
    }


def promise_text(at: datetime | None, language: str, zone: str) -> str:
    """When it can be sent; empty when it can be sent at once."""
    if at is None:
        return ""
    return gettext("We expect to send it by %(date)s.") % {"date": date_text(at, language, zone)}


def preorder_text(at: datetime, language: str, zone: str) -> str:
    """A sale before the release."""
    return gettext("Preorder: we send it from %(date)s.") % {"date": date_text(at, language, zone)}
