"""Writing the ledger; the only place that does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from balcao.domains.catalog.queries import skus_of
from balcao.domains.inventory.events import StockChanged
from balcao.domains.inventory.models import StockLevel, StockMovement
from balcao.plumbing.outbox import emit


@dataclass(frozen=True, slots=True)
class Entry:
    """What all movements of one change have in common."""

    store_id: int
    location_id: int
    reason: str
    document: str
    actor: str
    now: datetime
    note: str = ""


def write_movements(entry: Entry, deltas: Sequence[tuple[StockLevel, int]]) -> None:
    """Write the ledger for levels that have been changed already, and tell it."""
    skus = skus_of([level.variant_id for level, _ in deltas])
    StockMovement.objects.bulk_create(
        [
            StockMovement(
                at=entry.now,
                store_id=entry.store_id,
                location_id=level.location_id,
                variant_id=level.variant_id,
                sku=skus[level.variant_id],
                quantity=delta,
                balance=level.on_hand,
                reason=entry.reason,
                document=entry.document,
                actor=entry.actor,
                note=entry.note,
            )
            for level, delta in deltas
        ],
        batch_size=1000,
    )
    if deltas:
        emit(
            StockChanged(
                store_id=entry.store_id,
                at=entry.now,
                location_id=entry.location_id,
                variant_ids=[str(level.variant_id) for level, _ in deltas],
                reason=entry.reason,
            )
        )
