"""Reading what was typed into the forms of back-tests; each form counts once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import HttpRequest

from balcao.domains.analytics.errors import BadBackTest
from balcao.entrypoints.console.once import form_once
from balcao.entrypoints.console.pages import actor_of, now_of, store_of
from balcao.entrypoints.jobs.backtests import queue_back_test
from balcao.kernel.money import Money, NotAnAmount

PERCENT_PPM: Final = 10_000
MOST_PERCENT: Final = 100_000


def ask_once(request: HttpRequest, ask: Callable[..., UUID]) -> UUID:
    """Ask for a back-test once for the key of its form, and let the worker run it."""
    return UUID(form_once(request, "console.backtests", lambda: _asked(request, ask)))


def _asked(request: HttpRequest, ask: Callable[..., UUID]) -> str:
    made = ask(
        store_id=store_of(request).id,
        by=actor_of(request),
        now=now_of(request),
        **period_of(request),
    )
    queue_back_test(made)
    return str(made)


def period_of(request: HttpRequest) -> dict[str, datetime]:
    """From the beginning of the first day to the end of the last, in the store's time zone.

    :raises BadBackTest: one of them is no day.
    """
    zone = ZoneInfo(store_of(request).time_zone)
    first, last = day_of(request, "from"), day_of(request, "to")
    try:
        ends = datetime.combine(last + timedelta(days=1), time(), zone).astimezone(UTC)
        starts = datetime.combine(first, time(), zone).astimezone(UTC)
    except OverflowError:
        raise BadBackTest("These days are too far away.", field="from") from None
    return {"starts_at": starts, "ends_at": ends}


def day_of(request: HttpRequest, name: str) -> date:
    """A day as typed. :raises BadBackTest: it is none."""
    try:
        return date.fromisoformat(request.POST.get(name, "").strip()[:10])
    except ValueError:
        raise BadBackTest("Choose the first and the last day.", field=name) from None


def id_of(request: HttpRequest, name: str) -> UUID:
    """What was chosen from a list. :raises BadBackTest: nothing."""
    try:
        return UUID(request.POST.get(name, ""))
    except ValueError:
        raise BadBackTest("Choose one from the list.", field=name) from None


def ppm_of(text: str, name: str) -> int:
    """A percentage as typed, in parts per million. :raises BadBackTest: it is none."""
    said = text.strip().rstrip("%").replace(",", ".").replace("−", "-")[:20]
    try:
        exact = Decimal(said) * PERCENT_PPM
    except InvalidOperation:
        exact = Decimal("nan")
    if not exact.is_finite() or abs(exact) > MOST_PERCENT * PERCENT_PPM:
        raise BadBackTest(f"“{said}” is not a percentage.", field=name)
    return int(exact.to_integral_value())


def minor_of(text: str, currency: str, name: str) -> int:
    """A signed amount as typed, in minor units. :raises BadBackTest: it is none."""
    try:
        said = text.strip().replace(",", ".").replace("−", "-")
        return Money.parse(said[:20], currency).minor
    except NotAnAmount as error:
        raise BadBackTest(error.message, field=name) from None


def prices_of(text: str, currency: str) -> dict[str, int]:
    """Lines of a SKU and its price, with a space, a tab or a semicolon between them.

    :raises BadBackTest: a line cannot be read; ``row`` says which.
    """
    found: dict[str, Any] = {}
    for row, line in enumerate(text.splitlines(), start=1):
        words = line.replace(";", " ").replace("\0", "").split()
        if not words:
            continue
        try:
            sku, price = " ".join(words[:-1]), words[-1]
            found[sku] = Money.parse(price.replace(",", ".")[:20], currency).minor
        except NotAnAmount:
            sku = ""
        if not sku:
            raise BadBackTest(
                f"Line {row} is not a SKU and a price: “{line[:40]}”.", field="prices", row=row
            )
    return found
