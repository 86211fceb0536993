"""Writing events, inside the transaction that makes them true."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection

from balcao.kernel.events import Event
from balcao.plumbing.models import OutboxEvent


class NotInTransaction(RuntimeError):
    """An event was emitted outside a transaction: it could be told without being true."""


def emit(event: Event) -> None:
    """Write one event, to be told after commit."""
    emit_all([event])


def emit_all(events: Sequence[Event]) -> None:
    """Write several events in one statement.

    :raises NotInTransaction: there is no open transaction to be part of.
    """
    if not connection.in_atomic_block:
        raise NotInTransaction("emit() belongs inside the transaction that makes the event true.")
    OutboxEvent.objects.bulk_create(
        OutboxEvent(store_id=e.store_id, name=e.name, payload=e.payload(), at=e.at) for e in events
    )
