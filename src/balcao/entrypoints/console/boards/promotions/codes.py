"""The codes of a promotion: one, many, from and into files."""

from __future__ import annotations

import codecs
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render

from balcao.domains.promotions import operations, queries
from balcao.domains.promotions.errors import BadBatch, BadCode, BadCodeFile
from balcao.entrypoints.console.listing import PAGE, onward
from balcao.entrypoints.console.pages import act, actor_of, link, now_of, show, store_of
from balcao.entrypoints.jobs.promoting import queue_codes
from balcao.kernel.ids import new_secret
from balcao.plumbing.idempotency import once


def codes(request: HttpRequest, promotion_id: UUID) -> HttpResponse:
    """Show codes, the latest first, and the forms to make some."""
    store_id, text = store_of(request).id, request.GET.get("q", "").strip()[:80]
    info = queries.promotion_by_id(store_id, promotion_id)
    page = queries.codes_page(
        store_id, promotion_id, text=text, cursor=request.GET.get("cursor"), limit=PAGE
    )
    batches = queries.batches_of(store_id, promotion_id)
    return show(
        request,
        "promotions/codes.html",
        f"Codes of “{info.name}”",
        info=info,
        rows=page.items,
        more=onward(request, page),
        batches=batches,
        moving=[one for one in batches if one.state == "making"],
        now=now_of(request),
        q=text,
        key=new_secret(),
    )


def progress(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """The bar of a batch alone, asked for every second; the page reloads when it is done."""
    found = queries.batch_by_id(store_of(request).id, batch_id)
    response = render(request, "console/promotions/progress.html", {"batch": found})
    if found.state != "making":
        response["HX-Refresh"] = "true"
    return response


def add(request: HttpRequest, promotion_id: UUID) -> HttpResponse:
    """Add one code."""

    def added() -> None:
        operations.add_code(
            store_id=store_of(request).id,
            promotion_id=promotion_id,
            text=request.POST.get("text", "")[:80],
            now=now_of(request),
            uses_limit=_whole(request, "uses"),
            expires_at=_end(request),
        )

    return _step(request, promotion_id, added, "Added.")


def order(request: HttpRequest, promotion_id: UUID) -> HttpResponse:
    """Ask for a batch, once for the key of its form; the worker makes it."""

    def once_only() -> None:
        once(
            store_id=store_of(request).id,
            scope="console.promotions",
            key=request.POST.get("key", ""),
            request=[request.path],
            now=now_of(request),
            effect=lambda: (200, str(_order(request, promotion_id))),
        )

    return _step(request, promotion_id, once_only, "The codes are being made.")


def _order(request: HttpRequest, promotion_id: UUID) -> UUID:
    made = operations.order_batch(
        store_id=store_of(request).id,
        promotion_id=promotion_id,
        name=request.POST.get("name", "")[:120],
        size=_whole(request, "size") or 0,
        by=actor_of(request),
        now=now_of(request),
        prefix=request.POST.get("prefix", "").strip().upper()[:20],
        uses_limit=_whole(request, "uses"),
        expires_at=_end(request),
    )
    queue_codes(made)
    return made


def take_file(request: HttpRequest, promotion_id: UUID) -> HttpResponse:
    """Take all codes of a CSV file, or none."""

    def taken() -> None:
        file = request.FILES.get("file")
        if file is None:
            raise BadCodeFile("Choose a CSV file first.", field="file")
        operations.import_codes(
            store_id=store_of(request).id,
            promotion_id=promotion_id,
            name=file.name or "codes.csv",
            lines=codecs.getreader("utf-8-sig")(file.file),
            by=actor_of(request),
            now=now_of(request),
        )

    return _step(request, promotion_id, taken, "All codes of the file were taken.")


def give_file(request: HttpRequest, promotion_id: UUID) -> StreamingHttpResponse:
    """All codes as CSV."""
    store_id = store_of(request).id
    queries.promotion_by_id(store_id, promotion_id)
    return StreamingHttpResponse(
        queries.export_codes(store_id, promotion_id),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="codes.csv"'},
    )


def revoke(request: HttpRequest, code_id: int) -> HttpResponse:
    """Let a code unlock nothing any more."""
    store_id, now = store_of(request).id, now_of(request)
    found = queries.code_by_id(store_id, code_id)

    def revoked() -> None:
        operations.revoke_code(store_id=store_id, code_id=code_id, now=now)

    return _step(request, found.promotion_id, revoked, f"{found.text} unlocks nothing any more.")


def revoke_batch(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Let no code of a batch unlock anything any more."""
    store_id, now = store_of(request).id, now_of(request)
    found = queries.batch_by_id(store_id, batch_id)

    def revoked() -> None:
        operations.revoke_batch(store_id=store_id, batch_id=batch_id, now=now)

    return _step(request, found.promotion_id, revoked, f"All of “{found.name}” is revoked.")


def _step(
    request: HttpRequest, promotion_id: UUID, do: Callable[[], None], done: str
) -> HttpResponse:
    return act(request, do, done=done, back=link("promotion-codes", promotion_id))


def _whole(request: HttpRequest, name: str) -> int | None:
    text = request.POST.get(name, "").strip().replace(",", "").replace(" ", "")
    if not text:
        return None
    if not (text.isascii() and text.isdecimal()) or len(text) > 10:
        raise BadBatch("Write a whole number.", field=name)
    return int(text)


def _end(request: HttpRequest) -> datetime | None:
    """After the whole of the last day in the store's time zone; None for never."""
    text = request.POST.get("expires", "").strip()
    if not text:
        return None
    try:
        zone = ZoneInfo(store_of(request).time_zone)
        day = date.fromisoformat(text) + timedelta(days=1)
        return datetime.combine(day, time(), zone).astimezone(UTC)
    except (ValueError, OverflowError):
        raise BadCode("This is not a date.", field="expires") from None
