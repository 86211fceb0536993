"""Reading what was typed into the forms of taxes."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Final
from zoneinfo import ZoneInfo

from django.http import HttpRequest

from balcao.domains.pricing.errors import BadTax
from balcao.entrypoints.console.listing import number_of
from balcao.entrypoints.console.pages import store_of
from balcao.kernel.money import Money, NotAnAmount

PERCENT: Final = re.compile(r"\d{1,2}(\.\d{1,4})?", re.ASCII)
PPM_OF_PERCENT: Final = 10_000


def text_of(request: HttpRequest, name: str) -> str:
    """A field without the blanks around it."""
    return str(request.POST.get(name, "")).strip()


def seen_of(request: HttpRequest) -> int:
    """The version that the form was made from."""
    return number_of(text_of(request, "version"))


def ppm_of(request: HttpRequest, name: str = "percent") -> int:
    """A rate as typed in percent. :raises BadTax: it is none."""
    text = text_of(request, name).replace(",", ".").rstrip("% ")
    if not PERCENT.fullmatch(text):
        raise BadTax("A rate is written like 19 or 9.975, below 100.", field=name)
    return int(Decimal(text) * PPM_OF_PERCENT)


def minor_of(request: HttpRequest, name: str) -> int:
    """An amount in the store's currency; empty is nothing. :raises BadTax: it is none."""
    text = text_of(request, name).replace(",", ".")
    try:
        amount = Money.parse(text[:20] or "0", store_of(request).currency).minor
    except NotAnAmount as error:
        raise BadTax(error.message, field=name) from None
    if amount < 0:
        raise BadTax("An amount is not below zero.", field=name)
    return amount


def midnight_of(request: HttpRequest, name: str, *, after: bool = False) -> datetime | None:
    """When a day begins in the store's time zone, or when it is over; None where none was typed.

    :raises BadTax: it is no day.
    """
    text = text_of(request, name)
    try:
        day = date.fromisoformat(text) + timedelta(days=int(after)) if text else None
        zone = ZoneInfo(store_of(request).time_zone)
        return datetime.combine(day, time(), zone).astimezone(UTC) if day else None
    except (ValueError, OverflowError):
        raise BadTax("This is not a date.", field=name) from None


def day_of(text: str, usual: date) -> date:
    """A day of the address; the usual one for anything else."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return usual
