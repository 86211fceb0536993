"""Bringing an adjustment into the books."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from balcao.domains.inventory.models import Adjustment
from balcao.domains.inventory.operations.damage import damage_stock, repair_stock
from balcao.domains.inventory.operations.goods import receive_lines, take_out
from balcao.domains.inventory.values import Arrival, Departure, LotUnits
from balcao.domains.stores.queries import store_by_id
from balcao.kernel.money import Money


def document_of(row: Adjustment) -> str:
    """The name of an adjustment in the ledger: the document it was made for, or its own."""
    return row.document or f"adjustment:{row.number}"


def post_adjustment(row: Adjustment, *, actor: str, now: datetime) -> None:
    """Change the level as asked for. Raises what receiving, taking out and damaging raise."""
    how: dict[str, Any] = {
        "store_id": row.store_id,
        "location_id": row.location_id,
        "document": document_of(row),
        "actor": actor,
        "now": now,
        "note": row.note,
    }
    lots = lots_from(row.lots)
    good, bad = row.quantity, row.damaged
    if good + bad > 0:
        arrival = Arrival(row.variant_id, good, bad, _value(row), lots)
        receive_lines(lines=[arrival], reason=row.reason, **how)
    elif good + bad < 0:
        departure = Departure(row.variant_id, -good, -bad, lots)
        take_out(lines=[departure], reason=row.reason, **how)
    else:
        swap = damage_stock if good < 0 else repair_stock
        swap(variant_id=row.variant_id, quantity=abs(good), lots=lots, **how)


def lots_to(lots: tuple[LotUnits, ...]) -> list[dict[str, Any]]:
    """Lots as they are kept on an adjustment."""
    return [
        {
            "code": lot.code,
            "quantity": lot.quantity,
            "expires_on": lot.expires_on.isoformat() if lot.expires_on else None,
        }
        for lot in lots
    ]


def lots_from(kept: list[dict[str, Any]]) -> tuple[LotUnits, ...]:
    """Lots as they were kept on an adjustment."""
    return tuple(
        LotUnits(
            lot["code"],
            lot["quantity"],
            date.fromisoformat(lot["expires_on"]) if lot["expires_on"] else None,
        )
        for lot in kept
    )


def _value(row: Adjustment) -> Money | None:
    if row.value_minor is None:
        return None
    return Money(row.value_minor, store_by_id(row.store_id).currency)
