"""The books as files for the accountant."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.http import Http404, HttpRequest, StreamingHttpResponse

from balcao.domains.ledger import queries
from balcao.entrypoints.console.boards.ledger.typed import day_of, today_of
from balcao.entrypoints.console.pages import store_of

NAMES = {
    "journals": ("text/csv", "csv"),
    "trial-balance": ("text/csv", "csv"),
    "books": ("text/plain", "beancount"),
}


def download(request: HttpRequest, ledger_file: str) -> StreamingHttpResponse:
    """Send one: ``journals`` or ``trial-balance`` as CSV, ``books`` as Beancount."""
    kind = ledger_file
    if kind not in NAMES:
        raise Http404
    media, ending = NAMES[kind]
    until = day_of(request, "until", today_of(request))
    since = day_of(request, "since", until.replace(month=1, day=1))
    name = f"{kind}-{since}-{until}.{ending}"
    return StreamingHttpResponse(
        _pieces(kind, request, since, until),
        content_type=f"{media}; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _pieces(kind: str, request: HttpRequest, since: date, until: date) -> Iterable[str]:
    store_id = store_of(request).id
    if kind == "journals":
        return queries.journals_csv(store_id, since=since, until=until)
    if kind == "books":
        return queries.beancount_text(store_id, since=since, until=until)
    return queries.trial_balance_csv(store_id, until=until)
