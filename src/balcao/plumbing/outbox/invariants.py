"""What must be true of the outbox (number 9 of the list)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Final

from django.db.models import F

from balcao.kernel.invariants import Breach, Invariant
from balcao.plumbing.models import OutboxDelivery


def not_taken_in() -> Iterable[Breach]:
    """A settled event whose subscriber has no finished delivery and no recorded failure."""
    lost = OutboxDelivery.objects.filter(
        event__done_at__isnull=False, done_at__isnull=True, last_error=""
    )
    return [Breach(f"event {row.event_id}", f"never taken in by {row.subscriber}") for row in lost]


def out_of_order() -> Iterable[Breach]:
    """A delivery that was finished before its event happened."""
    early = OutboxDelivery.objects.filter(done_at__lt=F("event__at") - timedelta(minutes=5))
    return [Breach(f"event {row.event_id}", f"{row.subscriber} ran before it") for row in early]


INVARIANTS: Final = (
    Invariant(9, "events.taken_in", "each settled event was taken in by everyone", not_taken_in),
    Invariant(9, "events.after_the_fact", "no effect before its event", out_of_order),
)
