"""A page of a long list, by key: deep pages cost what the first one does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.http import HttpRequest

from balcao.plumbing.keyset import Page, decode_cursor, encode_cursor

PAGE: Final = 40


def page_of(
    rows: QuerySet[Any, dict[str, Any]],
    *,
    key: tuple[str, str],
    kinds: tuple[Callable[[str], Any], Callable[[str], Any]],
    cursor: str | None,
    descending: bool = False,
    limit: int = PAGE,
) -> Page[dict[str, Any]]:
    """One page of ``.values()`` rows in the order of two columns that together are unique.

    :raises BadCursor: the cursor is not one of ours.
    """
    first, second = key
    beyond = "lt" if descending else "gt"
    after = decode_cursor(cursor, *kinds)
    if after:
        tie = Q(**{first: after[0], f"{second}__{beyond}": after[1]})
        rows = rows.filter(Q(**{f"{first}__{beyond}": after[0]}) | tie)
    sign = "-" if descending else ""
    found = list(rows.order_by(f"{sign}{first}", f"{sign}{second}")[: limit + 1])
    more = len(found) > limit
    items = found[:limit]
    return Page(items, encode_cursor(*(_plain(items[-1][k]) for k in key)) if more else None)


def onward(request: HttpRequest, page: Page[Any]) -> str:
    """The query of the next page, with the filters of this one; empty on the last page."""
    if page.next_cursor is None:
        return ""
    kept = {name: value for name, value in request.GET.items() if name != "cursor" and value}
    return "?" + urlencode({**kept, "cursor": page.next_cursor})


def word_of(request: HttpRequest, name: str, known: Sequence[str], default: str) -> str:
    """A filter of the address; anything unknown means the default."""
    given: str = request.GET.get(name, default)
    return given if given in known else default


def number_of(text: str, default: int = 0) -> int:
    """A whole number as typed or forged; the default for anything the database could not hold."""
    is_number = text.isascii() and text.isdecimal() and len(text) < 10
    return int(text) if is_number else default


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value
