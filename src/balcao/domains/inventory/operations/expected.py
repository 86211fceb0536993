"""What is on its way: one row for what is still open of a document at a level."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import F

from balcao.domains.inventory.errors import BadQuantity
from balcao.domains.inventory.events import SupplyChanged
from balcao.domains.inventory.locks import lock_levels
from balcao.domains.inventory.models import Expected, StockLevel
from balcao.domains.inventory.operations.levels import ensure_levels
from balcao.domains.inventory.values import Awaited
from balcao.plumbing.outbox import emit


@transaction.atomic
def expect_stock(
    *, store_id: int, location_id: int, document: str, lines: Sequence[Awaited], now: datetime
) -> None:
    """Say what a document will still bring to a place; what was said of it before is replaced.

    A line with no units takes the expectation back. Lines of the document that are not named stay
    as they are, so a caller names them all. ``level.incoming`` follows.

    :raises BadQuantity: a line has a negative number of units.
    :raises NoSuchLocation: no such place in this store.
    :raises NoSuchLevel: there is no such variant.
    """
    if any(line.quantity < 0 for line in lines):
        raise BadQuantity("What is expected is not negative.", field="quantity")
    wanted = {line.variant_id: line for line in lines}
    ensure_levels(store_id, location_id, list(wanted))
    rows = StockLevel.objects.filter(location=location_id, variant_id__in=list(wanted))
    levels = lock_levels(list(rows.values_list("pk", flat=True)))
    before = {
        row.level_id: row.quantity
        for row in Expected.objects.filter(document=document, level__in=list(levels))
    }
    changes: Counter[int] = Counter()
    for pk, level in levels.items():
        changes[pk] = wanted[level.variant_id].quantity - before.get(pk, 0)
    _store(store_id, document, wanted={pk: wanted[lv.variant_id] for pk, lv in levels.items()})
    for pk, change in sorted(changes.items()):
        if change:
            StockLevel.objects.filter(pk=pk).update(incoming=F("incoming") + change)
    emit(
        SupplyChanged(
            store_id=store_id,
            at=now,
            document=document,
            location_id=location_id,
            variant_ids=sorted(map(str, wanted)),
        )
    )


def _store(store_id: int, document: str, *, wanted: dict[int, Awaited]) -> None:
    closed = [pk for pk, line in wanted.items() if not line.quantity]
    Expected.objects.filter(document=document, level__in=closed).delete()
    rows = [
        Expected(
            store_id=store_id,
            document=document,
            level_id=pk,
            quantity=line.quantity,
            expected_at=line.expected_at,
        )
        for pk, line in wanted.items()
        if line.quantity
    ]
    Expected.objects.bulk_create(
        rows,
        update_conflicts=True,
        update_fields=["quantity", "expected_at"],
        unique_fields=["document", "level"],
    )
