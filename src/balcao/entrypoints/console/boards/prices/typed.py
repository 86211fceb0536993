"""Reading what was typed into the forms of prices; amounts and percents with a point or a comma."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import HttpRequest, QueryDict

from balcao.entrypoints.console.once import form_once
from balcao.entrypoints.console.pages import store_of
from balcao.kernel.errors import Invalid
from balcao.kernel.money import Money, NotAnAmount

MOST_BYTES: Final = 5 * 1024 * 1024
PPM: Final = 10_000
ROUNDINGS: Final = (
    ("", "To the cent"),
    ("end:90", "Ending in ,90"),
    ("end:99", "Ending in ,99"),
    ("end:95", "Ending in ,95"),
    ("end:50", "Ending in ,50"),
    ("step:5", "To 0,05"),
    ("step:10", "To 0,10"),
    ("step:50", "To 0,50"),
    ("step:100", "To whole units"),
    ("step:500", "To 5,00"),
    ("step:1000", "To 10,00"),
)
WAYS: Final = (("", "the nearest"), (",up", "the next above"), (",down", "the next below"))


def do_once(request: HttpRequest, effect: Callable[[], object]) -> str:
    """Run an operation once for the key of its form; returns what it came to, as text."""
    return str(form_once(request, "console.prices", lambda: str(effect())))


def amount_of(text: str, currency: str, field: str) -> int:
    """Minor units of an amount as typed, signed. :raises Invalid: it is none."""
    plain = text.strip().replace("−", "-").replace(",", ".")
    try:
        return Money.parse(plain[:30], currency).minor
    except NotAnAmount:
        raise Invalid(f"“{text[:30]}” is not an amount in {currency}.", field=field) from None


def amount_if_any(text: str, currency: str, field: str) -> int | None:
    """As :func:`amount_of`; None for nothing."""
    return amount_of(text, currency, field) if text.strip() else None


def ppm_of(text: str, field: str) -> int:
    """Percent as typed, in parts per million. :raises Invalid: it is none."""
    plain = text.strip().removesuffix("%").strip().replace("−", "-").replace(",", ".")
    try:
        exact = Decimal(plain[:20]) * PPM
        if exact.is_finite() and exact == int(exact) and abs(exact) <= 10**9:
            return int(exact)
    except (InvalidOperation, OverflowError):
        pass
    raise Invalid(f"“{text[:20]}” is not a percentage, such as 12,5.", field=field)


def ppm_if_any(text: str, field: str) -> int | None:
    """As :func:`ppm_of`; None for nothing."""
    return ppm_of(text, field) if text.strip() else None


def percent_text(ppm: int | None) -> str:
    """Parts per million as percent without zeros at the end, as a form has it."""
    return "" if ppm is None else f"{Decimal(ppm) / PPM:f}"


def amount_text(minor: int | None, currency: str) -> str:
    """Minor units as a form has them."""
    return "" if minor is None else str(Money(minor, currency).major)


def whole_of(text: str, field: str, *, usual: int) -> int:
    """A whole number as typed, perhaps negative; the usual for nothing.

    :raises Invalid: it is none.
    """
    plain = text.strip().replace("−", "-")
    digits = plain.removeprefix("-")
    if not plain:
        return usual
    if not (digits.isascii() and digits.isdecimal()) or len(digits) > 9:
        raise Invalid(f"“{text[:20]}” is not a whole number.", field=field)
    return int(plain)


def moment_of(request: HttpRequest, field: str) -> datetime | None:
    """A moment as typed, of the store's clock; None for nothing. :raises Invalid: it is none."""
    text = request.POST.get(field, "").strip()
    if not text:
        return None
    try:
        typed = datetime.fromisoformat(text[:25])
        zone = ZoneInfo(store_of(request).time_zone)
        return (typed if typed.tzinfo else typed.replace(tzinfo=zone)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise Invalid(f"“{text[:25]}” is not a day and an hour.", field=field) from None


def moment_text(at: datetime | None, zone: str) -> str:
    """A moment as a field of day and hour has it, by the store's clock."""
    return at.astimezone(ZoneInfo(zone)).strftime("%Y-%m-%dT%H:%M") if at else ""


def uuid_of(text: str, field: str) -> UUID | None:
    """What was chosen from a list; None for nothing. :raises Invalid: it is no choice."""
    try:
        return UUID(text) if text else None
    except ValueError:
        raise Invalid("Choose one of the list.", field=field) from None


def rounding_of(post: QueryDict) -> str:
    """A rounding out of its two fields; the domain says whether it is one."""
    base = post.get("rounding", "").strip()
    return base + post.get("way", "").strip() if base else ""


def rounding_parts(rounding: str) -> dict[str, Any]:
    """The two fields of a rounding and what can be chosen in them."""
    base, comma, way = rounding.partition(",")
    known = [*ROUNDINGS]
    if base not in dict(known):
        known.append((base, base))
    return {"rounding": base, "way": comma + way, "roundings": known, "ways": WAYS}


def rounding_words(rounding: str) -> str:
    """A rounding in words; nothing for none."""
    base, comma, way = rounding.partition(",")
    if not base:
        return ""
    named = dict(ROUNDINGS).get(base, base).lower()
    return f"{named}, {dict(WAYS).get(comma + way, way)}" if way else named


def text_of(request: HttpRequest) -> str:
    """Rows that were pasted, or those of the file. :raises Invalid: there are none, or too many."""
    file, pasted = request.FILES.get("file"), request.POST.get("rows", "")
    if file is None:
        if not pasted.strip():
            raise Invalid("Paste rows, or choose a CSV file.", field="rows")
        return pasted
    if (file.size or 0) > MOST_BYTES:
        raise Invalid("A file has at most 5 MB; split it.", field="file")
    try:
        return bytes(file.read()).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Invalid("This is not a text file; save it as CSV in UTF-8.", field="file") from None
