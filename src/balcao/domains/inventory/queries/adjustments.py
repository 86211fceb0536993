"""Reads about adjustments."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from balcao.domains.inventory.errors import NoSuchAdjustment
from balcao.domains.inventory.models import Adjustment
from balcao.domains.inventory.rules.adjusting import REASONS, wish_of
from balcao.domains.inventory.values import AdjustmentInfo, AdjustmentState, LotUnits, Reason
from balcao.domains.stores.queries import store_by_id
from balcao.kernel.money import Money
from balcao.plumbing.keyset import Page, cut_page, decode_cursor, within_page


def adjustment_by_id(store_id: int, adjustment_id: UUID) -> AdjustmentInfo:
    """One adjustment.

    :raises NoSuchAdjustment: there is none with this id in this store.
    """
    rows = Adjustment.objects.select_related("location").filter(store_id=store_id)
    row = rows.filter(pk=adjustment_id).first()
    if row is None:
        raise NoSuchAdjustment(id=str(adjustment_id))
    return _adjustment(row, store_by_id(store_id).currency)


def adjustments_page(
    store_id: int,
    *,
    state: AdjustmentState | None = None,
    cursor: str | None = None,
    limit: int = 50,
) -> Page[AdjustmentInfo]:
    """Adjustments, the latest first.

    :raises BadCursor: the cursor is not one of ours.
    """
    rows = Adjustment.objects.select_related("location").filter(store_id=store_id)
    if state is not None:
        rows = rows.filter(state=state.value)
    key = decode_cursor(cursor, datetime.fromisoformat, UUID)
    if key:
        rows = rows.filter(Q(asked_at__lt=key[0]) | Q(asked_at=key[0], pk__gt=key[1]))
    limit = within_page(limit)
    found = list(rows.order_by("-asked_at", "id")[: limit + 1])
    currency = store_by_id(store_id).currency
    return cut_page(
        found,
        limit,
        key=lambda row: (row.asked_at.isoformat(), row.pk),
        show=lambda row: _adjustment(row, currency),
    )


def count_waiting_adjustments(store_id: int) -> int:
    """How many adjustments wait for somebody."""
    rows = Adjustment.objects.filter(store_id=store_id, state=AdjustmentState.WAITING)
    return rows.count()


def reasons() -> tuple[Reason, ...]:
    """The reasons that people adjust stock for."""
    return REASONS


def signed_units(reason: Reason, quantity: int, damaged: int = 0) -> tuple[int, int]:
    """The signed changes of good and damaged units for units named without a sign."""
    return wish_of(reason, quantity, damaged)


def _adjustment(row: Adjustment, currency: str) -> AdjustmentInfo:
    return AdjustmentInfo(
        id=row.pk,
        number=row.number,
        location_id=row.location_id,
        location=row.location.name,
        variant_id=row.variant_id,
        sku=row.sku,
        reason=Reason(row.reason),
        quantity=row.quantity,
        damaged=row.damaged,
        lots=tuple(
            LotUnits(
                lot["code"],
                lot["quantity"],
                date.fromisoformat(lot["expires_on"]) if lot["expires_on"] else None,
            )
            for lot in row.lots
        ),
        worth=Money(row.worth_minor, currency),
        state=AdjustmentState(row.state),
        document=row.document,
        note=row.note,
        author=row.author,
        asked_at=row.asked_at,
        decided_by=row.decided_by,
        decided_at=row.decided_at,
        answer=row.answer,
    )
