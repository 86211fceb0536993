"""Events on their way to subscribers, and those that were given up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.http import HttpRequest, HttpResponse

from balcao.entrypoints.console.pages import act, link, now_of, show
from balcao.kernel.errors import NotFound
from balcao.plumbing.models import OutboxDelivery, OutboxEvent
from balcao.plumbing.outbox.relay import GIVE_UP_AFTER, retry

SHOWN: Final = 100


@dataclass(frozen=True, slots=True)
class DeliveryState:
    """How many events wait, since when, and how many deliveries were given up."""

    waiting: int
    oldest: datetime | None
    failing: int
    given_up: int


@dataclass(frozen=True, slots=True)
class Delivery:
    """One delivery that failed."""

    id: int
    event: str
    at: datetime
    subscriber: str
    attempts: int
    next_at: datetime | None
    error: str
    is_given_up: bool


def deliveries(request: HttpRequest) -> HttpResponse:
    """Show what does not get through."""
    return show(request, "deliveries.html", "Events", state=delivery_state(), failing=failing())


def again(request: HttpRequest) -> HttpResponse:
    """Try a given-up delivery again."""
    return act(
        request,
        lambda: _retry(request),
        done="It will be tried again within a second, when the worker runs.",
        back=link("deliveries"),
    )


def delivery_state() -> DeliveryState:
    """The state of the outbox, from its two small indexes."""
    waiting = OutboxEvent.objects.filter(done_at__isnull=True)
    oldest = waiting.order_by("id").values_list("at", flat=True).first()
    stuck = OutboxDelivery.objects.filter(done_at__isnull=True)
    given_up = stuck.filter(attempts__gte=GIVE_UP_AFTER).count()
    return DeliveryState(waiting.count(), oldest, stuck.count() - given_up, given_up)


def failing() -> tuple[Delivery, ...]:
    """Deliveries that failed, those that were given up first."""
    rows = OutboxDelivery.objects.filter(done_at__isnull=True).select_related("event")
    return tuple(_delivery(row) for row in rows.order_by("-attempts", "-id")[:SHOWN])


def _delivery(row: OutboxDelivery) -> Delivery:
    return Delivery(
        row.pk,
        row.event.name,
        row.event.at,
        row.subscriber,
        row.attempts,
        row.next_at,
        row.last_error,
        row.attempts >= GIVE_UP_AFTER,
    )


def _retry(request: HttpRequest) -> None:
    given = request.POST.get("delivery", "")
    try:
        retry(int(given), now=now_of(request))
    except (ValueError, OutboxDelivery.DoesNotExist):
        raise NotFound("This delivery has gone through meanwhile.") from None
