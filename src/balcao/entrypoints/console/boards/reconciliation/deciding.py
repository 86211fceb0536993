"""The steps on one line: accept, match by hand, book, leave, undo."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from balcao.domains.reconciliation import operations
from balcao.domains.reconciliation.errors import BadDecision
from balcao.domains.reconciliation.values import BookAs
from balcao.domains.team.values import Capability
from balcao.entrypoints.console.pages import act, actor_of, link, now_of, store_of


def accept(request: HttpRequest, statement_line_id: UUID) -> HttpResponse:
    """Settle it as suggested."""
    return _step(request, statement_line_id, operations.accept, "Matched.", limited=True)


def match(request: HttpRequest, statement_line_id: UUID) -> HttpResponse:
    """Settle it as what somebody names."""
    target = request.POST.get("target", "")
    return _step(
        request,
        statement_line_id,
        operations.match_by_hand,
        "Matched.",
        limited=True,
        target=target,
    )


def book(request: HttpRequest, statement_line_id: UUID) -> HttpResponse:
    """Book the whole line as something."""
    note = request.POST.get("note", "")

    def booked(**said: Any) -> None:
        operations.book_as(way=_way(request), note=note, **said)

    return _step(request, statement_line_id, booked, "Booked.", limited=True)


def leave(request: HttpRequest, statement_line_id: UUID) -> HttpResponse:
    """Leave it as it is."""
    note = request.POST.get("note", "")
    return _step(request, statement_line_id, operations.leave, "Left with your note.", note=note)


def undo(request: HttpRequest, statement_line_id: UUID) -> HttpResponse:
    """Take a decision back."""
    reason = request.POST.get("reason", "")
    return _step(request, statement_line_id, operations.undo, "Open again.", reason=reason)


def _way(request: HttpRequest) -> BookAs:
    try:
        return BookAs(request.POST.get("way", ""))
    except ValueError:
        raise BadDecision("Choose what it is.", field="way") from None


def _step(
    request: HttpRequest,
    line_id: UUID,
    do: Callable[..., None],
    done: str,
    *,
    limited: bool = False,
    **said: Any,
) -> HttpResponse:
    if limited:
        said["may_exceed"] = request.user.can(Capability.MANAGE_STORE)
    said |= {"actor": actor_of(request), "now": now_of(request)}
    step = partial(do, store_id=store_of(request).id, line_id=line_id, **said)
    return act(request, step, done=done, back=link("reconciliation-line", line_id))
