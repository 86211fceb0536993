"""The trial balance, what was earned by month, and the statement of an account."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from balcao.domains.ledger import queries
from balcao.entrypoints.console.boards.ledger.shown import WHAT, bars_of, groups_of, sided, sums_of
from balcao.entrypoints.console.boards.ledger.typed import a_year_before, day_of, today_of
from balcao.entrypoints.console.listing import PAGE, onward
from balcao.entrypoints.console.pages import show, store_of
from balcao.entrypoints.console.templatetags.console_words import minor
from balcao.kernel.money import Money


def trial(request: HttpRequest) -> HttpResponse:
    """Show the balance of each account at a day, and the profit of twelve months."""
    store = store_of(request)
    until = day_of(request, "until", today_of(request))
    rows = queries.trial_balance(store.id, until=until)
    months = queries.profit_by_month(store.id, since=a_year_before(until), until=until)
    bars = bars_of(months, store.currency)
    waiting = queries.open_contracts(store.id, until=until).get(store.currency, 0)
    return show(
        request,
        "ledger/trial.html",
        "Books",
        until=until,
        groups=groups_of(rows),
        sums=sums_of(rows),
        bars=bars,
        latest=bars[-1] if bars else None,
        waiting=Money(waiting, store.currency),
        year=until.replace(month=1, day=1),
    )


def account(request: HttpRequest, ledger_account_id: int) -> HttpResponse:
    """Show the entries of an account, the latest first."""
    store_id, until = store_of(request).id, day_of(request, "until", today_of(request))
    found = queries.account_by_id(store_id, ledger_account_id, until=until)
    cursor = request.GET.get("cursor")
    page = queries.account_page(store_id, ledger_account_id, until=until, cursor=cursor, limit=PAGE)
    rows = [
        (line, WHAT[line.kind], sided(0, "", "", line.amount_minor, line.currency))
        for line in page.items
    ]
    return show(
        request,
        "ledger/account.html",
        found.title,
        account=found,
        balance=minor(abs(found.balance_minor), found.currency),
        rows=rows,
        until=until,
        more=onward(request, page),
    )
