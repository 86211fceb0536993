"""Reads about goods that go back."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from balcao.domains.purchasing.errors import NoSuchSupplierReturn
from balcao.domains.purchasing.models import SupplierReturn
from balcao.domains.purchasing.queries.reading import happenings
from balcao.domains.purchasing.states import NEXT_OF_RETURN
from balcao.domains.purchasing.values.returns import (
    ReturnLineView,
    ReturnRow,
    ReturnState,
    SupplierReturnView,
)
from balcao.kernel.money import Money
from balcao.plumbing.keyset import Page, cut_page, decode_cursor, within_page


def return_by_id(return_id: UUID) -> SupplierReturnView:
    """One return.

    :raises NoSuchSupplierReturn: there is none with this id.
    """
    rows = SupplierReturn.objects.select_related("supplier").prefetch_related("lines", "timeline")
    row = rows.filter(pk=return_id).first()
    if row is None:
        raise NoSuchSupplierReturn(id=str(return_id))
    following = NEXT_OF_RETURN[ReturnState(row.state)]
    return SupplierReturnView(
        id=row.pk,
        store_id=row.store_id,
        number=row.number,
        state=row.state,
        supplier_id=row.supplier_id,
        supplier_name=row.supplier.name,
        location_id=row.location_id,
        reason=row.reason,
        author=row.author,
        created_at=row.created_at,
        sent_at=row.sent_at,
        credited_at=row.credited_at,
        credit_note=row.credit_note,
        lines=tuple(
            ReturnLineView(
                line_no=line.line_no,
                variant_id=line.variant_id,
                sku=line.sku,
                title=line.title,
                good=line.good,
                damaged=line.damaged,
                expected=Money(line.expected_minor, row.currency),
                cost=Money(line.cost_minor, row.store_currency),
            )
            for line in row.lines.all()
        ),
        expected=Money(row.expected_minor, row.currency),
        credited=Money(row.credited_minor, row.currency),
        version=row.version,
        timeline=happenings(row.timeline.all()),
        next_states=tuple(state.value for state in ReturnState if state in following),
    )


def returns_page(
    store_id: int,
    *,
    states: Collection[str] = (),
    supplier_id: UUID | None = None,
    cursor: str | None = None,
    limit: int = 50,
) -> Page[ReturnRow]:
    """Returns, latest first, a page at a time.

    :raises BadCursor: the cursor is not one of ours.
    """
    rows = SupplierReturn.objects.select_related("supplier").prefetch_related("lines")
    rows = rows.filter(store_id=store_id)
    if states:
        rows = rows.filter(state__in=states)
    if supplier_id is not None:
        rows = rows.filter(supplier=supplier_id)
    key = decode_cursor(cursor, datetime.fromisoformat, UUID)
    if key:
        rows = rows.filter(Q(created_at__lt=key[0]) | Q(created_at=key[0], pk__gt=key[1]))
    limit = within_page(limit)
    found = list(rows.order_by("-created_at", "pk")[: limit + 1])
    return cut_page(found, limit, key=lambda row: (row.created_at.isoformat(), row.pk), show=_row)


def _row(row: SupplierReturn) -> ReturnRow:
    return ReturnRow(
        id=row.pk,
        number=row.number,
        state=row.state,
        supplier=row.supplier.name,
        units=sum(line.good + line.damaged for line in row.lines.all()),
        expected=Money(row.expected_minor, row.currency),
        credited=Money(row.credited_minor, row.currency),
        created_at=row.created_at,
    )
