"""Counts: what is due, who counts what, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from balcao.domains.catalog.queries import variants_by_sku
from balcao.domains.inventory import operations
from balcao.domains.inventory.queries import (
    accuracy_by_month,
    accuracy_of,
    count_by_id,
    counts_due,
    counts_page,
    locations,
)
from balcao.domains.inventory.values import Accuracy, CountClass, CountScope
from balcao.domains.team.values import Capability
from balcao.entrypoints.console.boards.moving.typed import (
    day_of,
    do_once,
    place_id,
    seen,
    variant_of,
    whole,
)
from balcao.entrypoints.console.listing import PAGE, onward, word_of
from balcao.entrypoints.console.pages import act, actor_of, link, now_of, said, show, store_of
from balcao.kernel.errors import BalcaoError, Invalid
from balcao.kernel.ids import new_id

YEAR: Final = timedelta(days=365)
SCOPES: Final = [scope.value for scope in CountScope if scope is not CountScope.BIN]


@dataclass(frozen=True, slots=True)
class Bar:
    """A month of the chart; ``y`` and ``height`` of a drawing that is a hundred high."""

    month: Accuracy
    y: int
    height: int


def counts(request: HttpRequest) -> HttpResponse:
    """Show counts, what is due, and how right the books were."""
    store, now = store_of(request), now_of(request)
    page = counts_page(store.id, cursor=request.GET.get("cursor"), limit=PAGE)
    months = accuracy_by_month(store.id, since=now - YEAR, until=now)
    return show(
        request,
        "moving/counts.html",
        "Counts",
        rows=page.items,
        more=onward(request, page),
        due=counts_due(store.id, now=now),
        bars=bars_of(months),
        places=[one for one in locations(store.id) if one.kind != "transit"],
        key=str(new_id()),
    )


def bars_of(months: Sequence[Accuracy]) -> list[Bar]:
    """A bar for each month, as high as the share of units that were where the books said."""
    heights = [(month, round(month.units_percent)) for month in months]
    return [Bar(month, 100 - height, height) for month, height in heights]


def classify(request: HttpRequest) -> HttpResponse:
    """Work out classes now instead of at night."""
    do = partial(operations.classify_levels, store_id=store_of(request).id, now=now_of(request))
    return act(request, do, done="Classes are up to date.", back=link("counts"))


def start(request: HttpRequest) -> HttpResponse:
    """Plan a count and go to it; a form sent twice plans one."""
    made: list[str] = []
    answer = act(request, partial(_start, request, made), done="Planned.", back=link("counts"))
    return HttpResponseRedirect(link("stock-count", made[0]), status=303) if made else answer


def _start(request: HttpRequest, made: list[str]) -> None:
    store_id, post = store_of(request).id, request.POST
    scope = post.get("scope", "full")
    if scope not in SCOPES:
        raise Invalid("Choose what is to be counted.", field="scope")
    letter = post.get("class", "")
    plan = partial(
        operations.start_count,
        store_id=store_id,
        location_id=place_id(post.get("place", ""), "place"),
        scope=CountScope(scope),
        class_=CountClass(letter) if letter in set(CountClass) else None,
        variant_ids=_listed(store_id, post.get("skus", "")),
        note=post.get("note", "").strip(),
        actor=actor_of(request),
        now=now_of(request),
    )
    made.append(do_once(request, lambda: str(plan())))


def _listed(store_id: int, text: str) -> list[UUID]:
    skus = [line.strip() for line in text.splitlines() if line.strip()]
    found = variants_by_sku(store_id, skus)
    gone = [sku for sku in skus if sku not in found]
    if gone:
        raise Invalid(f"There is no SKU “{gone[0][:60]}”.", field="skus")
    return [found[sku] for sku in skus]


def count(request: HttpRequest, count_id: UUID) -> HttpResponse:
    """Show one count: blind to those who count, with differences to those who look at it."""
    store = store_of(request)
    found = count_by_id(store.id, count_id)
    only = word_of(request, "show", ("todo", "mine", "all"), "todo" if found.is_blind else "all")
    mine = actor_of(request)
    lines = [
        line
        for line in found.lines
        if only == "all"
        or ((line.counted is None or line.again) and (only == "todo" or line.assigned_to == mine))
    ]
    more = {"only": only, "lines": lines, "accuracy": accuracy_of(store.id, count_id)}
    key = str(new_id())
    return show(request, "moving/count.html", f"Count {found.number}", one=found, key=key, **more)


def record(request: HttpRequest, count_id: UUID) -> HttpResponse:
    """Write down every number that was typed; one that is refused does not stop the others."""
    store_id, post, kept, again = store_of(request).id, request.POST, 0, []
    for line in count_by_id(store_id, count_id).lines:
        text = post.get(f"n-{line.line_no}", "").strip()
        if not text:
            continue
        try:
            if _record(request, count_id, line, text):
                again.append(f"{line.sku} {line.lot}".strip())
            kept += 1
        except BalcaoError as error:
            messages.error(request, f"{line.sku}: {said(error)}")
    if again:
        words = f"Somebody else must count again: {', '.join(again)}."
        messages.warning(request, words)
    messages.success(request, f"{kept} line{'' if kept == 1 else 's'} written down.")
    return HttpResponseRedirect(link("stock-count", count_id), status=303)


def _record(request: HttpRequest, count_id: UUID, line: Any, text: str) -> bool:
    again: bool = operations.record_count(
        store_id=store_of(request).id,
        count_id=count_id,
        variant_id=line.variant_id,
        lot=line.lot,
        counted=whole(text, line.sku),
        actor=actor_of(request),
        now=now_of(request),
    )
    return again


def add(request: HttpRequest, count_id: UUID) -> HttpResponse:
    """Something lies there that is not among the lines."""
    return _act(request, count_id, partial(_add, request, count_id), "Line added.")


def _add(request: HttpRequest, count_id: UUID) -> None:
    store_id, post = store_of(request).id, request.POST
    operations.add_count_line(
        store_id=store_id,
        count_id=count_id,
        variant_id=variant_of(store_id, post.get("sku", "")),
        lot=post.get("lot", ""),
        expires_on=day_of(post.get("expires", "")),
    )


def assign(request: HttpRequest, count_id: UUID) -> HttpResponse:
    """Give the chosen lines to somebody."""
    email = request.POST.get("email", "").strip()
    return _do(
        request, count_id, operations.assign_lines, "Assigned.", line_nos=_lines(request),
        email=email,
    )  # fmt: skip


def finish(request: HttpRequest, count_id: UUID) -> HttpResponse:
    """Everything is counted."""
    leave_out = request.POST.get("leave_out") == "1"
    more = {"leave_out": leave_out, "expected_version": seen(request)}
    return _do(request, count_id, operations.finish_count, "Ready to be looked at.", **more)


def back(request: HttpRequest, count_id: UUID) -> HttpResponse:
    """Have the chosen lines counted once more."""
    more = {"line_nos": _lines(request), "expected_version": seen(request)}
    return _do(request, count_id, operations.send_back, "Sent back to be counted again.", **more)


def approve(request: HttpRequest, count_id: UUID) -> HttpResponse:
    """Bring the differences into the books."""
    return _do(
        request,
        count_id,
        operations.approve_count,
        "Approved: stock was changed by the differences.",
        actor=actor_of(request),
        now=now_of(request),
        may_approve=request.user.can(Capability.APPROVE_STOCK),
        expected_version=seen(request),
    )


def cancel(request: HttpRequest, count_id: UUID) -> HttpResponse:
    """Give the count up."""
    more = {"now": now_of(request), "expected_version": seen(request)}
    return _do(request, count_id, operations.cancel_count, "Given up. Stock is as it was.", **more)


def _lines(request: HttpRequest) -> list[int]:
    typed = request.POST.getlist("line")
    return [int(text) for text in typed if text.isascii() and text.isdecimal() and len(text) < 7]


def _do(
    request: HttpRequest, count_id: UUID, operation: Any, done: str, **more: Any
) -> HttpResponse:
    do = partial(operation, store_id=store_of(request).id, count_id=count_id, **more)
    return _act(request, count_id, do, done)


def _act(request: HttpRequest, count_id: UUID, do: Any, done: str) -> HttpResponse:
    return act(request, do, done=done, back=link("stock-count", count_id))
