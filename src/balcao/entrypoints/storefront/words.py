"""Amounts, moments and countries as a shopper reads them. Babel is slow: its answers are kept."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_datetime
from babel.numbers import format_currency

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


def moment_text(moment: datetime, language: str, zone: str) -> str:
    """A moment in the shop's time zone, in full."""
    return _local(moment, "d MMMM y, HH:mm", language, zone)


def short_moment_text(moment: datetime, language: str, zone: str) -> str:
    """A moment in the shop's time zone, without the year."""
    return _local(moment, "d MMM, HH:mm", language, zone)


def _local(moment: datetime, pattern: str, language: str, zone: str) -> str:
    local = moment.astimezone(ZoneInfo(zone))
    return str(format_datetime(local, pattern, locale=locale_of(language)))


@lru_cache(maxsize=512)
def country_name(country: str, language: str) -> str:
    """The name of a country (ISO 3166-1 alpha-2) in a language; the code if it has none."""
    return str(locale_of(language).territories.get(country, country))
