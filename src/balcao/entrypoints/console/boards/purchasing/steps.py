"""The steps of a purchase order, each a button on its page."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from balcao.domains.purchasing import operations
from balcao.entrypoints.console.boards.purchasing.order import mine
from balcao.entrypoints.console.boards.purchasing.typed import day_of
from balcao.entrypoints.console.listing import number_of
from balcao.entrypoints.console.pages import act, actor_of, link, now_of, store_of
from balcao.kernel.errors import Invalid


def approve(request: HttpRequest, purchase_id: UUID) -> HttpResponse:
    """Agree to it."""
    said = partial(
        operations.approve_purchase,
        rate=request.POST.get("rate", "").strip().replace(",", ".") or None,
        below_minimum=request.POST.get("below_minimum") == "1",
    )
    return step(request, purchase_id, said, "Approved. Next: send it to the supplier.")


def reopen(request: HttpRequest, purchase_id: UUID) -> HttpResponse:
    """Take the approval back."""
    return step(request, purchase_id, operations.reopen_purchase, "A draft again.")


def send(request: HttpRequest, purchase_id: UUID) -> HttpResponse:
    """Send it, or say that the supplier knows."""
    channel = request.POST.get("channel", "mail")
    done = "The mail is on its way." if channel == "mail" else "Marked as sent."
    return step(request, purchase_id, partial(operations.send_purchase, channel=channel), done)


def expect(request: HttpRequest, purchase_id: UUID) -> HttpResponse:
    """The supplier named another day."""
    mine(request, purchase_id)
    take = partial(_expect, request, purchase_id)
    return act(request, take, done="Expected then.", back=link("purchase", purchase_id))


def _expect(request: HttpRequest, purchase_id: UUID) -> None:
    at = day_of(request.POST.get("expected", ""), store_of(request).time_zone)
    if at is None:
        raise Invalid("On which day?", field="expected")
    operations.confirm_expected(
        order_id=purchase_id,
        expected_at=at,
        by=actor_of(request),
        now=now_of(request),
        expected_version=number_of(request.POST.get("version", "")),
    )


def close(request: HttpRequest, purchase_id: UUID) -> HttpResponse:
    """Do not wait for the rest."""
    why = partial(operations.close_purchase, reason=request.POST.get("reason", ""))
    return step(request, purchase_id, why, "Closed. The rest is not expected any more.")


def cancel(request: HttpRequest, purchase_id: UUID) -> HttpResponse:
    """It is not wanted any more."""
    why = partial(operations.cancel_purchase, reason=request.POST.get("reason", ""))
    return step(request, purchase_id, why, "Cancelled.")


def note(request: HttpRequest, purchase_id: UUID) -> HttpResponse:
    """Write something down for the team."""
    mine(request, purchase_id)
    write = partial(
        operations.note_on_purchase,
        order_id=purchase_id,
        text=request.POST.get("text", ""),
        by=actor_of(request),
        now=now_of(request),
    )
    return act(request, write, done="Note added.", back=link("purchase", purchase_id))


def step(request: HttpRequest, purchase_id: UUID, operation: Any, done: str) -> HttpResponse:
    """Take an order one step on, unless somebody changed it since the page was opened."""
    mine(request, purchase_id)
    take = partial(
        operation,
        order_id=purchase_id,
        by=actor_of(request),
        now=now_of(request),
        # A form without its version is refused like an old one.
        expected_version=number_of(request.POST.get("version", "")),
    )
    return act(request, take, done=done, back=link("purchase", purchase_id))
