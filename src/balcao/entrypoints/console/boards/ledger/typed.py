"""Reading what was typed into the forms of the books."""

from __future__ import annotations

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from django.http import HttpRequest

from balcao.domains.ledger.errors import BadJournal
from balcao.domains.ledger.values import Line
from balcao.entrypoints.console.pages import now_of, store_of
from balcao.kernel.money import Money, NotAnAmount

ROWS = 4


def today_of(request: HttpRequest) -> date:
    """Today in the store's calendar."""
    return now_of(request).astimezone(ZoneInfo(store_of(request).time_zone)).date()


def day_of(request: HttpRequest, name: str, default: date) -> date:
    """A day of the address; the default for anything that is none."""
    try:
        found = date.fromisoformat(request.GET.get(name, ""))
    except ValueError:
        return default
    # Beyond these there is no day before, or no partition behind.
    return found if 1970 <= found.year <= 2999 else default


def day_typed(request: HttpRequest, name: str) -> date:
    """A day of a form. :raises BadJournal: it is none."""
    try:
        found = date.fromisoformat(request.POST.get(name, "").strip()[:10])
    except ValueError:
        raise BadJournal("This is not a day.", field=name) from None
    if not 1970 <= found.year <= 2999:
        raise BadJournal("This is not a day of our time.", field=name)
    return found


def month_typed(request: HttpRequest) -> date:
    """A month of a form, as its first day. :raises BadJournal: it is none."""
    return day_typed(request, "month").replace(day=1)


def a_year_before(day: date) -> date:
    """The first day of the month eleven months before, so that twelve are shown."""
    month = day.replace(day=1)
    for _ in range(11):
        month = (month - timedelta(days=1)).replace(day=1)
    return month


def lines_typed(request: HttpRequest) -> tuple[Line, ...]:
    """The lines of a journal; a row without amounts is left out.

    :raises BadJournal: an amount is none, or a row has both sides.
    """
    currency = store_of(request).currency
    found = []
    for nr in range(ROWS):
        debit = _amount(request, f"debit{nr}", currency)
        credit = _amount(request, f"credit{nr}", currency)
        if debit and credit:
            raise BadJournal("A line is a debit or a credit, not both.", field=f"debit{nr}")
        if debit or credit:
            account = request.POST.get(f"account{nr}", "")[:120]
            found.append(Line(account, debit - credit, currency))
    return tuple(found)


def _amount(request: HttpRequest, name: str, currency: str) -> int:
    text = request.POST.get(name, "").strip().replace(",", ".")[:20]
    if not text:
        return 0
    try:
        amount = Money.parse(text, currency).minor
    except NotAnAmount as error:
        raise BadJournal(error.message, field=name) from None
    if amount < 0:
        raise BadJournal("Write an amount above zero, on the other side.", field=name)
    return amount
