"""Reads about purchase orders and receipts."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Sum

from balcao.domains.purchasing.errors import NoSuchPurchaseOrder, NoSuchReceipt
from balcao.domains.purchasing.models import LandedCost, PurchaseLine, PurchaseOrder, Receipt
from balcao.domains.purchasing.queries.reading import order_view, purchase_row, receipt_view
from balcao.domains.purchasing.queries.suppliers import offers_of, supplier_by_id
from balcao.domains.purchasing.rules.orders import warnings_of
from balcao.domains.purchasing.states import EXPECTING
from balcao.domains.purchasing.values.orders import PurchaseOrderView, PurchaseRow, ReceiptView
from balcao.plumbing.keyset import Page, cut_page, decode_cursor, within_page


def purchase_by_id(order_id: UUID) -> PurchaseOrderView:
    """One purchase order.

    :raises NoSuchPurchaseOrder: there is none with this id.
    """
    return _one(Q(pk=order_id))


def purchase_by_number(store_id: int, number: str) -> PurchaseOrderView:
    """One purchase order by the number people say.

    :raises NoSuchPurchaseOrder: there is none with this number.
    """
    return _one(Q(store_id=store_id, number=number.strip().upper()))


def purchase_warnings(order: PurchaseOrderView, *, now: datetime) -> tuple[str, ...]:
    """What a buyer should look at before this order is approved."""
    found = offers_of(
        order.store_id,
        [line.variant_id for line in order.lines],
        now=now,
        supplier_id=order.supplier_id,
    )
    offers = {variant: several[0] for variant, several in found.items()}
    return warnings_of(order.lines, offers, supplier_by_id(order.supplier_id).minimum)


def purchases_page(
    store_id: int,
    *,
    now: datetime,
    states: Collection[str] = (),
    supplier_id: UUID | None = None,
    variant_id: UUID | None = None,
    only_late: bool = False,
    text: str = "",
    cursor: str | None = None,
    limit: int = 50,
) -> Page[PurchaseRow]:
    """Purchase orders, latest first, a page at a time; ``text`` finds numbers and suppliers.

    :raises BadCursor: the cursor is not one of ours.
    """
    rows = PurchaseOrder.objects.filter(store_id=store_id)
    if states:
        rows = rows.filter(state__in=states)
    if supplier_id is not None:
        rows = rows.filter(supplier=supplier_id)
    if variant_id is not None:
        has_it = PurchaseLine.objects.filter(variant_id=variant_id).values("order_id")
        rows = rows.filter(pk__in=has_it)
    if only_late:
        rows = _late(rows, now)
    if text.strip():
        wanted = text.strip()
        rows = rows.filter(Q(number__iexact=wanted) | Q(supplier__name__icontains=wanted))
    key = decode_cursor(cursor, datetime.fromisoformat, UUID)
    if key:
        rows = rows.filter(Q(created_at__lt=key[0]) | Q(created_at=key[0], pk__gt=key[1]))
    limit = within_page(limit)
    found = list(_counted(rows).order_by("-created_at", "pk")[: limit + 1])
    return cut_page(
        found,
        limit,
        key=lambda row: (row.created_at.isoformat(), row.pk),
        show=lambda row: purchase_row(row, now),
    )


def count_purchases(store_id: int, *, now: datetime) -> dict[str, int]:
    """How many purchase orders are in each state, and under ``late`` how many are overdue."""
    rows = PurchaseOrder.objects.filter(store_id=store_id)
    counted = rows.values("state").annotate(n=Count("pk")).order_by()
    return {row["state"]: row["n"] for row in counted} | {"late": _late(rows, now).count()}


def receipt_by_id(receipt_id: UUID) -> ReceiptView:
    """One delivery.

    :raises NoSuchReceipt: there is none with this id.
    """
    order_id = Receipt.objects.filter(pk=receipt_id).values_list("order_id", flat=True).first()
    if order_id is None:
        raise NoSuchReceipt(id=str(receipt_id))
    row = _whole().get(pk=order_id)
    titles = {line.line_no: line.title for line in row.lines.all()}
    (receipt,) = [one for one in row.receipts.all() if one.pk == receipt_id]
    return receipt_view(row, receipt, titles)


def receipt_of_cost(cost_id: UUID) -> ReceiptView | None:
    """The delivery that a landed cost lies on, if there is such a cost."""
    receipt_id = LandedCost.objects.filter(pk=cost_id).values_list("receipt_id", flat=True).first()
    return receipt_by_id(receipt_id) if receipt_id else None


def _late(rows: QuerySet[PurchaseOrder], now: datetime) -> QuerySet[PurchaseOrder]:
    return rows.filter(state__in=[state.value for state in EXPECTING], expected_at__lt=now)


def _counted(rows: QuerySet[PurchaseOrder]) -> QuerySet[PurchaseOrder]:
    lines = PurchaseLine.objects.filter(order=OuterRef("pk")).order_by().values("order")
    units = Subquery(lines.annotate(n=Sum("quantity")).values("n"))
    came = Subquery(lines.annotate(n=Sum(F("received"))).values("n"))
    return rows.select_related("supplier").annotate(units=units, came=came)


def _whole() -> QuerySet[PurchaseOrder]:
    rows = PurchaseOrder.objects.select_related("supplier")
    return rows.prefetch_related(
        "lines",
        "timeline",
        "dispatches",
        "receipts__lines",
        "receipts__costs__shares__line",
    )


def _one(condition: Q) -> PurchaseOrderView:
    row = _whole().filter(condition).first()
    if row is None:
        raise NoSuchPurchaseOrder
    return order_view(row)
