"""Reads about stock counts. A count that is being counted is blind: it keeps the books back."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from balcao.domains.catalog.queries import facts_of
from balcao.domains.catalog.values import VariantFacts
from balcao.domains.inventory.errors import NoSuchCount
from balcao.domains.inventory.models import CountLine, StockCount
from balcao.domains.inventory.states import COUNTING
from balcao.domains.inventory.values import CountInfo, CountLineInfo, CountScope, CountState
from balcao.domains.stores.queries import store_by_id
from balcao.kernel.money import Money
from balcao.plumbing.keyset import Page, cut_page, decode_cursor, within_page


def count_by_id(store_id: int, count_id: UUID) -> CountInfo:
    """One count with its lines.

    What is expected, the differences and what was counted first are told only once everything is
    counted.

    :raises NoSuchCount: there is none with this id in this store.
    """
    row = _summed(store_id).filter(pk=count_id).first()
    if row is None:
        raise NoSuchCount(id=str(count_id))
    lines = list(row.lines.all())
    facts = facts_of(store_id, {line.variant_id for line in lines})
    currency = store_by_id(store_id).currency
    blind = row.state in COUNTING
    return _count(row, tuple(_line(x, facts, currency, blind=blind) for x in lines))


def counts_page(
    store_id: int,
    *,
    states: Collection[CountState] = (),
    cursor: str | None = None,
    limit: int = 50,
) -> Page[CountInfo]:
    """Counts, the latest first, without their lines.

    :raises BadCursor: the cursor is not one of ours.
    """
    rows = _summed(store_id)
    if states:
        rows = rows.filter(state__in=[state.value for state in states])
    key = decode_cursor(cursor, datetime.fromisoformat, UUID)
    if key:
        rows = rows.filter(Q(created_at__lt=key[0]) | Q(created_at=key[0], pk__gt=key[1]))
    limit = within_page(limit)
    found: list[Any] = list(rows.order_by("-created_at", "id")[: limit + 1])
    return cut_page(found, limit, key=lambda row: (row.created_at.isoformat(), row.pk), show=_count)


def _summed(store_id: int) -> QuerySet[Any]:
    rows = StockCount.objects.filter(store_id=store_id).select_related("location")
    return rows.annotate(
        total=Count("lines"),
        done=Count("lines", filter=Q(lines__counted__isnull=False)),
        again=Count("lines", filter=Q(lines__again=True)),
    )


def _count(row: Any, lines: tuple[CountLineInfo, ...] = ()) -> CountInfo:
    return CountInfo(
        id=row.pk,
        number=row.number,
        location_id=row.location_id,
        location=row.location.name,
        scope=CountScope(row.scope),
        class_=row.class_code,
        state=CountState(row.state),
        note=row.note,
        author=row.author,
        created_at=row.created_at,
        closed_at=row.closed_at,
        approved_by=row.approved_by,
        version=row.version,
        total=row.total,
        counted=row.done,
        again=row.again,
        lines=lines,
    )


def _line(row: CountLine, facts: Any, currency: str, *, blind: bool) -> CountLineInfo:
    known: VariantFacts | None = facts.get(row.variant_id)
    words = [known.title, known.options] if known else ["deleted"]
    shown: dict[str, Any] = {}
    if not blind and row.counted is not None and row.expected is not None:
        shown = {
            "first": row.first,
            "first_by": row.first_by,
            "expected": row.expected,
            "difference": row.counted - row.expected,
            "value": None if row.value_minor is None else Money(row.value_minor, currency),
        }
    return CountLineInfo(
        line_no=row.line_no,
        variant_id=row.variant_id,
        sku=row.sku,
        title=" · ".join(word for word in words if word),
        lot=row.lot,
        assigned_to=row.assigned_to,
        counted=None if row.again and blind else row.counted,
        counted_by=row.counted_by,
        counted_at=row.counted_at,
        again=row.again,
        **shown,
    )
