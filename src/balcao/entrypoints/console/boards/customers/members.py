"""Members by hand: typed, from a file, taken out."""

from __future__ import annotations

import csv
from io import StringIO
from typing import Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from balcao.domains.customers import operations
from balcao.domains.customers.errors import NoSuchCustomer
from balcao.entrypoints.console.listing import number_of
from balcao.entrypoints.console.pages import act, link, now_of, said, store_of
from balcao.kernel.errors import BalcaoError

LARGEST: Final = 2_000_000
SHOWN: Final = 10
NOBODY: Final = "Nobody was added. Correct these rows, or add the shoppers first: {}."


def add(request: HttpRequest, segment_id: UUID) -> HttpResponse:
    """Put shoppers in by mail address, one to a line or separated by commas."""
    typed = request.POST.get("emails", "").replace(",", "\n").replace(";", "\n")
    return _add(request, segment_id, list(enumerate(typed.splitlines(), start=1)))


def upload(request: HttpRequest, segment_id: UUID) -> HttpResponse:
    """Put the shoppers of a CSV file in, all or none."""
    back = HttpResponseRedirect(link("segment", segment_id), status=303)
    file = request.FILES.get("file")
    if file is None or (file.size or 0) > LARGEST:
        words = "Choose a CSV file of at most 2 MB with a column “email”."
        messages.error(request, words)
        return back
    try:
        found = rows_of(file.read().decode("utf-8-sig"))
    except (UnicodeDecodeError, csv.Error, LookupError) as error:
        no_column = isinstance(error, LookupError)
        words = "has no column “email” in its first row" if no_column else "is not CSV in UTF-8"
        messages.error(request, f"The file {words}. Nobody was added.")
        return back
    return _add(request, segment_id, found)


def remove(request: HttpRequest, segment_id: UUID) -> HttpResponse:
    """Take one shopper out."""
    customer_id = number_of(request.POST.get("customer", ""))
    store_id = store_of(request).id
    return act(
        request,
        lambda: operations.remove_member(
            store_id=store_id, segment_id=segment_id, customer_id=customer_id
        ),
        done="Taken out.",
        back=link("segment", segment_id),
    )


def rows_of(text: str) -> list[tuple[int, str]]:
    """The mail addresses of a file with the rows they stand in.

    :raises LookupError: there is no column of mail addresses.
    :raises csv.Error: it is not CSV.
    """
    rows = csv.reader(StringIO(text, newline=""))
    if "\0" in text:
        raise csv.Error("NUL")
    head = [name.strip().lower() for name in next(rows, [])]
    if head and "email" not in head and "@" in head[0]:
        return [(1, head[0]), *((rows.line_num, row[0]) for row in rows if row)]
    if "email" not in head:
        raise LookupError("email")
    at = head.index("email")
    return [(rows.line_num, row[at]) for row in rows if len(row) > at]


def _add(request: HttpRequest, segment_id: UUID, found: list[tuple[int, str]]) -> HttpResponse:
    wanted = {email.strip().lower(): row for row, email in reversed(found) if email.strip()}
    try:
        added = operations.add_members(
            store_id=store_of(request).id,
            segment_id=segment_id,
            emails=list(wanted),
            now=now_of(request),
        )
    except NoSuchCustomer as error:
        messages.error(request, _unknown(sorted((wanted[m], m) for m in error.facts["emails"])))
    except BalcaoError as error:
        messages.error(request, said(error))
    else:
        already = len(wanted) - added
        messages.success(
            request, f"{added} added" + (f", {already} were in it." if already else ".")
        )
    return HttpResponseRedirect(link("segment", segment_id), status=303)


def _unknown(rows: list[tuple[int, str]]) -> str:
    texts = [f"row {row}, “{email[:80]}” is no shopper here" for row, email in rows]
    more = len(texts) - SHOWN
    told = texts[:SHOWN] + ([f"and {more} more"] if more > 0 else [])
    return NOBODY.format("; ".join(told))
