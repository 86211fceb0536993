"""Amounts, moments and countries as a shopper reads them. Babel is slow: its answers are kept."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_skeleton, format_time
from babel.numbers import format_currency, format_decimal
from django.utils.translation import gettext

from balcao.kernel.money import Money


@lru_cache(maxsize=8)
def locale_of(language: str) -> Locale:
    """Babel's locale for one of Django's language codes, such as ``pt-br``."""
    return Locale.parse(language.replace("-", "_"))


@lru_cache(maxsize=32_768)
def price_text(amount: Money, language: str) -> str:
    """An amount with its currency sign, as the language writes it."""
    return format_currency(amount.major, amount.currency, locale=locale_of(language))


def minor_text(minor: int, currency: str, language: str) -> str:
    """As ``price_text``, from minor units."""
    return price_text(Money(minor, currency), language)


def rate_text(rate_ppm: int, language: str) -> str:
    """A rate in parts per million as percent: 77000 is ``7.7%``, in Portuguese ``7,7%``."""
    return f"{format_decimal(Decimal(rate_ppm) / 10_000, locale=locale_of(language))}%"


def moment_text(moment: datetime, language: str, zone: str) -> str:
    """A moment in the shop's time zone, in full."""
    local, locale = moment.astimezone(ZoneInfo(zone)), locale_of(language)
    date = format_date(local, "long", locale=locale)
    return f"{date}, {format_time(local, 'short', locale=locale)}"


def date_text(moment: datetime, language: str, zone: str) -> str:
    """A day in the shop's time zone, in full."""
    return format_date(moment.astimezone(ZoneInfo(zone)), "long", locale=locale_of(language))


def short_moment_text(moment: datetime, language: str, zone: str) -> str:
    """A moment in the shop's time zone, without the year."""
    local, locale = moment.astimezone(ZoneInfo(zone)), locale_of(language)
    date = format_skeleton("MMMd", local, locale=locale)
    return f"{date}, {format_time(local, 'short', locale=locale)}"


def shipping_text(amount: Money, language: str) -> str:
    """What shipping costs; a word when it costs nothing."""
    return price_text(amount, language) if amount else gettext("Free")


@lru_cache(maxsize=512)
def country_name(country: str, language: str) -> str:
    """The name of a country (ISO 3166-1 alpha-2) in a language; the code if it has none."""
    return str(locale_of(language).territories.get(country, country))
