"""From suggestions to purchase orders: one draft for each supplier, at one click."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from balcao.domains.purchasing.operations import create_purchase
from balcao.domains.purchasing.queries import purchase_by_id
from balcao.domains.purchasing.values.orders import WantedLine
from balcao.domains.replenishment.errors import NothingToOrder
from balcao.domains.replenishment.locks import lock_plans
from balcao.domains.replenishment.models import Plan
from balcao.domains.replenishment.values import Ordered

MOST_LINES: Final = 500


@transaction.atomic
def order_suggested(
    *,
    store_id: int,
    location_id: int,
    variant_ids: Collection[UUID],
    author: str,
    now: datetime,
    quantities: Mapping[UUID, int] | None = None,
) -> list[Ordered]:
    """Write a draft for each supplier of what is suggested; returns them by the supplier's name.

    ``quantities`` overrides suggested units. What has been ordered is not suggested any more until
    it is planned again, so two clicks, or two people, order once.

    :raises NothingToOrder: none of it is suggested, or nobody sells it.
    :raises BadPurchaseOrder: a quantity cannot be ordered; nothing was written.
    :raises SupplierInactive: a supplier was switched off meanwhile.
    :raises NoSuchLocation: no such place in this store.
    """
    rows = [row for row in lock_plans(store_id, variant_ids) if row.suggested and row.supplier_id]
    if not rows:
        raise NothingToOrder
    by_supplier: dict[UUID, list[Plan]] = {}
    for row in rows:
        assert row.supplier_id is not None
        by_supplier.setdefault(row.supplier_id, []).append(row)
    made = []
    for supplier_id, some in sorted(by_supplier.items(), key=lambda pair: pair[1][0].supplier_name):
        for part in _parts(some):
            order_id = create_purchase(
                store_id=store_id,
                supplier_id=supplier_id,
                location_id=location_id,
                lines=[_line(row, quantities or {}) for row in part],
                author=author,
                now=now,
            )
            made.append(_settle(order_id, part, now))
    return made


def _parts(rows: Sequence[Plan]) -> list[Sequence[Plan]]:
    return [rows[at : at + MOST_LINES] for at in range(0, len(rows), MOST_LINES)]


def _line(row: Plan, quantities: Mapping[UUID, int]) -> WantedLine:
    return WantedLine(row.pk, quantities.get(row.pk, row.suggested))


def _settle(order_id: UUID, rows: Sequence[Plan], now: datetime) -> Ordered:
    number = purchase_by_id(order_id).number
    ids = [row.pk for row in rows]
    Plan.objects.filter(pk__in=ids).update(
        suggested=0, cost_minor=0, ordered_as=number, ordered_at=now
    )
    return Ordered(order_id, number, rows[0].supplier_name, len(rows))
