"""Turning rows of purchase orders into what other rooms see."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from balcao.domains.purchasing.models import (
    Dispatch,
    LandedCost,
    PurchaseLine,
    PurchaseOrder,
    Receipt,
    ReceiptLine,
)
from balcao.domains.purchasing.rules.money import exchange
from balcao.domains.purchasing.rules.orders import next_states
from balcao.domains.purchasing.states import EXPECTING
from balcao.domains.purchasing.values.orders import (
    DispatchView,
    LandedCostView,
    LotIn,
    PurchaseLineView,
    PurchaseOrderView,
    PurchaseRow,
    PurchaseState,
    ReceiptLineView,
    ReceiptView,
)
from balcao.domains.purchasing.values.suppliers import Happening
from balcao.kernel.money import Money


def line_view(row: PurchaseOrder, line: PurchaseLine) -> PurchaseLineView:
    """One line of an order."""
    return PurchaseLineView(
        line_no=line.line_no,
        variant_id=line.variant_id,
        sku=line.sku,
        title=line.title,
        supplier_sku=line.supplier_sku,
        units_per_pack=line.units_per_pack,
        quantity=line.quantity,
        cost=Money(line.cost_minor, row.currency),
        per_units=line.per_units,
        total=Money(line.total_minor, row.currency),
        received=line.received,
        damaged=line.damaged,
        cancelled=line.cancelled,
        most=line.most,
    )


def order_view(row: PurchaseOrder) -> PurchaseOrderView:
    """An order with everything on it; its relations are best fetched before."""
    total = Money(row.total_minor, row.currency)
    titles = {line.line_no: line.title for line in row.lines.all()}
    return PurchaseOrderView(
        id=row.pk,
        store_id=row.store_id,
        number=row.number,
        state=row.state,
        supplier_id=row.supplier_id,
        supplier_code=row.supplier.code,
        supplier_name=row.supplier.name,
        supplier_email=row.supplier.email,
        location_id=row.location_id,
        currency=row.currency,
        rate=row.rate,
        tolerance_percent=row.tolerance_percent,
        expected_at=row.expected_at,
        payment_terms=row.payment_terms,
        note=row.note,
        author=row.author,
        approved_by=row.approved_by,
        created_at=row.created_at,
        approved_at=row.approved_at,
        sent_at=row.sent_at,
        closed_at=row.closed_at,
        lines=tuple(line_view(row, line) for line in row.lines.all()),
        total=total,
        in_store=exchange(total, row.rate, row.store_currency) if row.rate else None,
        version=row.version,
        receipts=tuple(receipt_view(row, one, titles) for one in row.receipts.all()),
        dispatches=tuple(_dispatch(one) for one in row.dispatches.all()),
        timeline=happenings(row.timeline.all()),
        next_states=next_states(PurchaseState(row.state)),
    )


def receipt_view(row: PurchaseOrder, receipt: Receipt, titles: Mapping[int, str]) -> ReceiptView:
    """One delivery of an order."""
    currency = row.store_currency
    costs = list(receipt.costs.all())
    undone = {cost.reverses_id for cost in costs if cost.reverses_id}
    shown = tuple(_cost(cost, currency, is_reversed=cost.pk in undone) for cost in costs)
    landed: dict[int, int] = {}
    for cost in costs:
        for share in cost.shares.all():
            landed[share.line_id] = landed.get(share.line_id, 0) + share.share_minor
    return ReceiptView(
        id=receipt.pk,
        store_id=receipt.store_id,
        order_id=row.pk,
        order_number=row.number,
        number=receipt.number,
        location_id=receipt.location_id,
        delivery_note=receipt.delivery_note,
        note=receipt.note,
        actor=receipt.actor,
        at=receipt.at,
        reversed_at=receipt.reversed_at,
        lines=tuple(
            _receipt_line(line, titles, currency, landed.get(line.pk, 0))
            for line in receipt.lines.all()
        ),
        costs=shown,
    )


def purchase_row(row: Any, now: datetime) -> PurchaseRow:
    """An order in a list; ``units`` and ``came`` were counted with it."""
    is_coming = PurchaseState(row.state) in EXPECTING
    return PurchaseRow(
        id=row.pk,
        number=row.number,
        state=row.state,
        supplier_id=row.supplier_id,
        supplier=row.supplier.name,
        location_id=row.location_id,
        total=Money(row.total_minor, row.currency),
        units=row.units or 0,
        received=row.came or 0,
        expected_at=row.expected_at,
        created_at=row.created_at,
        is_late=is_coming and row.expected_at is not None and row.expected_at < now,
    )


def happenings(entries: Iterable[Any]) -> tuple[Happening, ...]:
    """A timeline, oldest first."""
    return tuple(Happening(one.at, one.kind, one.actor, one.detail) for one in entries)


def _receipt_line(
    line: ReceiptLine, titles: Mapping[int, str], currency: str, landed: int
) -> ReceiptLineView:
    return ReceiptLineView(
        line_no=line.line_no,
        variant_id=line.variant_id,
        sku=line.sku,
        title=titles.get(line.line_no, ""),
        accepted=line.accepted,
        damaged=line.damaged,
        value=Money(line.value_minor, currency),
        landed=Money(landed, currency),
        lots=tuple(
            LotIn(code, units, date.fromisoformat(day) if day else None)
            for code, units, day in line.lots
        ),
    )


def _cost(cost: LandedCost, currency: str, *, is_reversed: bool) -> LandedCostView:
    shares: dict[int, Money] = {
        share.line.line_no: Money(share.share_minor, currency) for share in cost.shares.all()
    }
    reverses: UUID | None = cost.reverses_id
    return LandedCostView(
        id=cost.pk,
        kind=cost.kind,
        basis=cost.basis,
        amount=Money(cost.amount_minor, cost.currency),
        rate=cost.rate,
        in_store=Money(cost.store_minor, currency),
        document=cost.document,
        actor=cost.actor,
        at=cost.at,
        is_reversed=is_reversed,
        reverses=reverses,
        shares=shares,
    )


def _dispatch(row: Dispatch) -> DispatchView:
    return DispatchView(
        id=row.pk,
        channel=row.channel,
        recipient=row.recipient,
        actor=row.actor,
        asked_at=row.asked_at,
        sent_at=row.sent_at,
        attempts=row.attempts,
        problem=row.problem,
    )
