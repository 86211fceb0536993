"""Reading what was typed into the forms of stored value; each form counts once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import HttpRequest

from balcao.domains.wallet.errors import BadStoredValue
from balcao.domains.wallet.values import AccountKind
from balcao.entrypoints.console.once import form_once
from balcao.entrypoints.console.pages import store_of
from balcao.kernel.money import Money, NotAnAmount


def do_once(request: HttpRequest, effect: Callable[[], UUID]) -> UUID:
    """Run an operation once for the key of its form; returns the account that it is about."""
    return UUID(form_once(request, "console.wallet", lambda: str(effect())))


def money_of(request: HttpRequest, name: str = "amount") -> Money:
    """An amount in the store's currency. :raises BadStoredValue: it is none."""
    text = request.POST.get(name, "").replace(",", ".")
    try:
        return Money.parse(text[:20], store_of(request).currency)
    except NotAnAmount as error:
        raise BadStoredValue(error.message, field=name) from None


def units_of(request: HttpRequest, kind: AccountKind, currency: str) -> int:
    """A signed amount in the unit of an account. :raises BadStoredValue: it is none."""
    text = request.POST.get("amount", "").strip().replace("−", "-").replace(",", ".")
    try:
        return (
            whole(text.lstrip("+-"), "amount") * (-1 if text.startswith("-") else 1)
            if kind == AccountKind.POINTS
            else Money.parse(text[:20], currency).minor
        )
    except NotAnAmount as error:
        raise BadStoredValue(error.message, field="amount") from None


def whole(text: str, name: str) -> int:
    """A whole number as typed. :raises BadStoredValue: it is none."""
    given = text.strip()
    if not (given.isascii() and given.isdecimal()) or len(given) > 9:
        raise BadStoredValue(f"“{given[:20]}” is not a whole number.", field=name)
    return int(given)


def end_of(request: HttpRequest) -> datetime | None:
    """When a card ends: after the whole of its last day in the store's time zone; None for never.

    :raises BadStoredValue: it is no day.
    """
    text = request.POST.get("expires", "").strip()
    try:
        day: Any = date.fromisoformat(text) + timedelta(days=1) if text else None
        zone = ZoneInfo(store_of(request).time_zone)
        return datetime.combine(day, time(), zone).astimezone(UTC) if day else None
    except (ValueError, OverflowError):
        raise BadStoredValue("This is not a date.", field="expires") from None
