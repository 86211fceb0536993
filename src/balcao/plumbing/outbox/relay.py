"""Telling committed events to their subscribers.

Each delivery is one transaction: the delivery row and the effect stand or fall together, so an
effect happens once however often an event is picked up. A failing subscriber is tried again with
growing pauses and does not hold up the others; after ``GIVE_UP_AFTER`` attempts it waits for a
person.
"""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from typing import Final

import structlog
from django.db import (
    InterfaceError,
    OperationalError,
    close_old_connections,
    connection,
    transaction,
)
from django.db.models import Exists, OuterRef

from balcao.plumbing.models import OutboxDelivery, OutboxEvent
from balcao.plumbing.outbox.registry import EVENTS, Subscriber, subscribers_of

BATCH: Final = 100
GIVE_UP_AFTER: Final = 8
PAUSE_SECONDS: Final = 0.5
log = structlog.get_logger("balcao.outbox")


def run_relay(stop: threading.Event) -> None:
    """Deliver until told to stop; runs in a thread of the worker process."""
    while not stop.is_set():
        try:
            busy = deliver_waiting(now=datetime.now(UTC))
        except (OperationalError, InterfaceError) as error:
            log.warning("outbox.database_away", error=str(error))
            busy = 0
            close_old_connections()
            stop.wait(2)
        if not busy:
            stop.wait(PAUSE_SECONDS)


def deliver_waiting(*, now: datetime) -> int:
    """Deliver one batch of waiting events; returns how many deliveries were tried."""
    return sum(_deliver_event(event_id, now) for event_id in _waiting_ids(now))


def deliver_all(*, now: datetime, rounds: int = 1000) -> None:
    """Deliver until nothing that is due is left; for tests, the demo and ``balcao verify``."""
    for _ in range(rounds):
        if not deliver_waiting(now=now):
            return


def _waiting_ids(now: datetime) -> list[int]:
    # Events that pause after a failure stay out, or a hundred of them would stop all others.
    pausing = OutboxDelivery.objects.filter(
        event=OuterRef("pk"), done_at__isnull=True, next_at__gt=now
    )
    waiting = OutboxEvent.objects.filter(~Exists(pausing), done_at__isnull=True).order_by("id")
    return list(waiting.values_list("id", flat=True)[:BATCH])


def _deliver_event(event_id: int, now: datetime) -> int:
    event = OutboxEvent.objects.filter(pk=event_id, done_at__isnull=True).first()
    if event is None:
        return 0
    rows = {row.subscriber: row for row in event.deliveries.all()}
    listeners = subscribers_of(event.name)
    open_ones = [s for s in listeners if not _is_settled(rows.get(s.name))]
    due = [s for s in open_ones if _is_due(rows.get(s.name), now)]
    tried = [_deliver(event, subscriber, now) for subscriber in due]
    if len(open_ones) == sum(tried):
        OutboxEvent.objects.filter(pk=event_id).update(done_at=now)
        return max(1, len(tried))
    return len(tried)


def _is_settled(row: OutboxDelivery | None) -> bool:
    return row is not None and (row.done_at is not None or row.attempts >= GIVE_UP_AFTER)


def _is_due(row: OutboxDelivery | None, now: datetime) -> bool:
    return row is None or row.next_at is None or row.next_at <= now


def _deliver(event: OutboxEvent, subscriber: Subscriber, now: datetime) -> bool:
    """Whether the delivery is settled now."""
    try:
        with transaction.atomic():
            if _claim(event.pk, subscriber.name, now):
                subscriber.call(EVENTS[event.name].load(event.payload))
    except Exception as error:  # a subscriber may fail in any way; the row keeps what it said
        # A deadlock or a statement that took too long is the subscriber's failure like any other;
        # only when the database itself is gone there is nothing to remember it with.
        if isinstance(error, OperationalError | InterfaceError) and not connection.is_usable():
            raise
        return _remember_failure(event.pk, subscriber.name, error, now)
    return True


def _claim(event_id: int, subscriber: str, now: datetime) -> bool:
    """Take the delivery for this transaction; False when another worker has done it already."""
    row, _ = OutboxDelivery.objects.get_or_create(event_id=event_id, subscriber=subscriber)
    row = OutboxDelivery.objects.select_for_update().get(pk=row.pk)
    if row.done_at is not None:
        return False
    row.done_at, row.next_at = now, None
    row.attempts += 1
    row.save(update_fields=["done_at", "next_at", "attempts"])
    return True


def _remember_failure(event_id: int, subscriber: str, error: Exception, now: datetime) -> bool:
    with transaction.atomic():
        row, _ = OutboxDelivery.objects.get_or_create(event_id=event_id, subscriber=subscriber)
        row = OutboxDelivery.objects.select_for_update().get(pk=row.pk)
        if row.done_at is not None:  # another worker has succeeded since we failed
            return True
        row.attempts += 1
        given_up = row.attempts >= GIVE_UP_AFTER
        row.next_at = None if given_up else now + timedelta(seconds=2**row.attempts)
        row.last_error = f"{type(error).__name__}: {error}"[:2000]
        row.save()
    log.error("outbox.delivery_failed", event_id=event_id, subscriber=subscriber, exc_info=error)
    return given_up


def retry(delivery_id: int, *, now: datetime) -> None:
    """Try a given-up delivery again, as if it had never failed."""
    with transaction.atomic():
        row = OutboxDelivery.objects.select_for_update().get(pk=delivery_id, done_at__isnull=True)
        OutboxDelivery.objects.filter(pk=row.pk).update(attempts=0, next_at=now)
        OutboxEvent.objects.filter(pk=row.event_id).update(done_at=None)
