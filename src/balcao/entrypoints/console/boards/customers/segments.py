"""Segments: all of them, and one with its members."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse

from balcao.domains.customers import queries
from balcao.domains.customers.ports import named_by
from balcao.domains.customers.values import SegmentInfo
from balcao.entrypoints.console.boards.customers.worded import words_of
from balcao.entrypoints.console.listing import PAGE, onward
from balcao.entrypoints.console.pages import show, store_of

USES: Final = {"promotion": "Promotion", "price_list": "Price list"}


@dataclass(frozen=True, slots=True)
class SegmentRow:
    """A segment of the list, with its rule in words; none means by hand."""

    info: SegmentInfo
    words: str


def segments(request: HttpRequest) -> HttpResponse:
    """Show all segments by name."""
    return show(request, "customers/segments.html", "Segments", rows=rows_of(store_of(request).id))


def rows_of(store_id: int) -> list[SegmentRow]:
    """The segments of a store, with their rules in words."""
    found = queries.segments(store_id)
    ruled = [one for one in found if one.rule is not None]
    said = words_of(store_id, tuple(one.rule for one in ruled if one.rule is not None))
    words = {one.id: text for one, text in zip(ruled, said, strict=True)}
    return [SegmentRow(one, words.get(one.id, "")) for one in found]


def segment(request: HttpRequest, segment_id: UUID) -> HttpResponse:
    """Show one segment: who is in it and what names it."""
    store_id = store_of(request).id
    found = queries.segment_by_id(store_id, segment_id)
    page = queries.members_page(store_id, segment_id, cursor=request.GET.get("cursor"), limit=PAGE)
    return show(
        request,
        "customers/segment.html",
        found.name,
        segment=found,
        words=words_of(store_id, (found.rule,))[0] if found.rule else "",
        rows=page.items,
        more=onward(request, page),
        uses=[(USES[one.what], one.name) for one in named_by(store_id, found.slug)],
    )


def export(request: HttpRequest, segment_id: UUID) -> StreamingHttpResponse:
    """Everybody in a segment as a file."""
    found = queries.segment_by_id(store_of(request).id, segment_id)
    return StreamingHttpResponse(
        _lines(found),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{found.slug}.csv"'},
    )


class _Echo:
    def write(self, text: str) -> str:
        return text


def _lines(found: SegmentInfo) -> Iterator[Any]:
    writer = csv.writer(_Echo())
    yield writer.writerow(["email", "name", "since"])
    for one in queries.all_members(found.store_id, found.id):
        yield writer.writerow([plain(one.email), plain(one.name), one.since.isoformat()])


def plain(text: str) -> str:
    """A cell that begins like a formula would be one in a spreadsheet."""
    return f"'{text}" if text[:1] in "=+-@\t\r" else text
