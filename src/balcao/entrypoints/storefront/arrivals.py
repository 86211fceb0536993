"""When a parcel arrives, as a shopper reads it."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from babel.dates import format_skeleton
from django.utils.translation import gettext

from balcao.domains.orders.values import OrderView
from balcao.domains.shipping.values import ShippingOption
from balcao.entrypoints.storefront.words import locale_of

OVER = ("cancelled", "voided", "delivered")
UNPAID = ("pending", "placed")


def arrival_text(option: ShippingOption | None, language: str) -> str:
    """Between which days it arrives when it is ordered now; empty where nothing is promised."""
    return _between(option.earliest, option.latest, language) if option else ""


def order_arrival(order: OrderView, language: str) -> str:
    """Between which days an order arrives, as promised; empty for old ones and when it is over.

    Who still has to pay is told that the days hold for a payment on the day of the order.
    """
    text = "" if order.state in OVER else _between(order.earliest, order.latest, language)
    if text and order.state in UNPAID and not order.pays_on_delivery:
        return gettext("%(arrives)s, if you pay on the day of your order") % {"arrives": text}
    return text


def _between(earliest: date | None, latest: date | None, language: str) -> str:
    if earliest is None or latest is None:
        return ""
    first, last = day_text(earliest, language), day_text(latest, language)
    if earliest == latest:
        return gettext("Arrives on %(day)s") % {"day": first}
    return gettext("Arrives between %(first)s and %(last)s") % {"first": first, "last": last}


@lru_cache(maxsize=2048)
def day_text(day: date, language: str) -> str:
    """A day with its weekday and without the year, as the language writes it."""
    return format_skeleton("MMMEd", day, locale=locale_of(language))
