"""Taking a mistaken receipt back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from balcao.domains.inventory.operations import revalue_stock, take_out
from balcao.domains.inventory.values import Departure, LotUnits, Revaluation
from balcao.domains.purchasing.errors import ReceiptHasCosts
from balcao.domains.purchasing.locks import lock_lines
from balcao.domains.purchasing.models import LandedCost, PurchaseOrder, Receipt, ReceiptLine
from balcao.domains.purchasing.operations.receiving import document_of, follow, held_receipt
from balcao.kernel.money import Money


@transaction.atomic
def reverse_receipt(*, receipt_id: UUID, reason: str, by: str, now: datetime) -> None:
    """Take a mistaken receipt back: its units leave the stock again, if they are still there.

    The stock is worth afterwards what it was without the receipt.

    :raises NoSuchReceipt: there is none with this id.
    :raises ReceiptReversed: that was done before.
    :raises ReceiptHasCosts: landed costs lie on it; reverse them first.
    :raises OutOfStock: some of the units are gone.
    :raises PromisedAway: some of the units are promised to orders.
    """
    receipt, row = held_receipt(receipt_id)
    costs = LandedCost.objects.filter(receipt=receipt, reverses__isnull=True)
    if costs.filter(reversed_by__isnull=True).exists():
        raise ReceiptHasCosts(number=receipt.number)
    lines = list(receipt.lines.all())
    held = lock_lines(row)
    for line in lines:
        one = held[line.line_no]
        one.received -= line.accepted + line.damaged
        one.damaged -= line.damaged
        one.save(update_fields=["received", "damaged"])
    _take_back(row, receipt, lines, by=by, now=now)
    receipt.reversed_at, receipt.reversed_by = now, by
    receipt.save(update_fields=["reversed_at", "reversed_by"])
    follow(row, held.values(), by=by, now=now, reversed=receipt.number, reason=reason.strip()[:300])


def _take_back(
    row: PurchaseOrder, receipt: Receipt, lines: Sequence[ReceiptLine], *, by: str, now: datetime
) -> None:
    about: dict[str, Any] = {
        "store_id": row.store_id,
        "location_id": receipt.location_id,
        "document": document_of(receipt),
        "actor": by,
        "now": now,
    }
    leaving = [
        Departure(line.variant_id, line.accepted, line.damaged, _lots_of(line)) for line in lines
    ]
    left = take_out(lines=leaving, reason="receipt_reversed", **about)
    # What left had the cost of the shelf; what came in had its own. The rest stays corrected.
    others = [
        Revaluation(line.variant_id, line.accepted + line.damaged, difference)
        for line in lines
        if (difference := left[line.variant_id] - Money(line.value_minor, row.store_currency))
    ]
    if others:
        revalue_stock(lines=others, **about)


def _lots_of(line: ReceiptLine) -> tuple[LotUnits, ...]:
    return tuple(
        LotUnits(code, units, date.fromisoformat(day) if day else None)
        for code, units, day in line.lots
    )
