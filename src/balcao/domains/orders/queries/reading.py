"""Turning rows into the values that other rooms see."""

from __future__ import annotations

from typing import Any, Final

from balcao.domains.customers.values import Address
from balcao.domains.orders.models import Fulfillment, Order, OrderDiscount, OrderLine, TaxLine
from balcao.domains.orders.rules import next_states
from balcao.domains.orders.values import (
    DiscountView,
    OrderLineView,
    OrderRow,
    OrderState,
    OrderView,
    ParcelView,
    TaxLineView,
    TimelineView,
)
from balcao.kernel.money import Money

ROW_FIELDS: Final = (
    "id",
    "number",
    "state",
    "email",
    "address",
    "currency",
    "total_minor",
    "provider",
    "placed_at",
)


def order_row(row: dict[str, Any]) -> OrderRow:
    """An order as a list shows it."""
    return OrderRow(
        id=row["id"],
        number=row["number"],
        state=row["state"],
        email=row["email"],
        name=row["address"].get("name", ""),
        total=Money(row["total_minor"], row["currency"]),
        units=row["units"] or 0,
        provider=row["provider"],
        placed_at=row["placed_at"],
    )


def order_view(row: Order) -> OrderView:
    """An order with everything on it; lines, timeline and parcels are prefetched."""
    unit = row.currency
    return OrderView(
        id=row.pk,
        store_id=row.store_id,
        number=row.number,
        token=row.token,
        state=row.state,
        email=row.email,
        locale=row.locale,
        address=Address(**row.address),
        lines=tuple(_line(line, unit) for line in row.lines.all()),
        subtotal=Money(row.lines_minor, unit),
        discount=Money(row.discount_minor, unit),
        exemption=Money(row.exemption_minor, unit),
        shipping=Money(row.shipping_minor, unit),
        tax=Money(row.tax_minor, unit),
        total=Money(row.total_minor, unit),
        credit=Money(row.credit_minor, unit),
        provider=row.provider,
        pays_on_delivery=row.pays_on_delivery,
        rate_name=row.rate_name,
        placed_at=row.placed_at,
        paid_at=row.paid_at,
        parcel=_parcel(row),
        timeline=tuple(TimelineView(t.at, t.kind, t.actor, t.detail) for t in row.timeline.all()),
        version=row.version,
        cart_id=row.cart_id,
        draft_id=row.draft_id,
        next_states=next_states(OrderState(row.state), pays_on_delivery=row.pays_on_delivery),
        discounts=tuple(_discount(one, unit) for one in row.discounts.all()),
        taxes=tuple(_tax(one, unit) for one in row.taxes.all()),
        tax_id=row.tax_id,
        note=row.words.note if hasattr(row, "words") else "",
        gift_message=row.words.gift_message if hasattr(row, "words") else "",
        earliest=row.earliest,
        latest=row.latest,
    )


def _line(row: OrderLine, currency: str) -> OrderLineView:
    return OrderLineView(
        line_no=row.line_no,
        variant_id=row.variant_id,
        sku=row.sku,
        title=row.title,
        options=row.options,
        image=row.image,
        quantity=row.quantity,
        unit=Money(row.unit_minor, currency),
        total=Money(row.total_minor, currency),
        promised_at=row.promised_at,
        is_gift=row.is_gift,
    )


def _discount(row: OrderDiscount, currency: str) -> DiscountView:
    amount = Money(row.amount_minor, currency)
    return DiscountView(row.promotion_id, row.name, row.code, row.line_no, amount)


def _tax(row: TaxLine, currency: str) -> TaxLineView:
    return TaxLineView(
        line_no=row.line_no,
        jurisdiction=row.jurisdiction,
        name=row.name,
        rate_ppm=row.rate_ppm,
        base=Money(row.base_minor, currency),
        amount=Money(row.amount_minor, currency),
        is_included=row.is_included,
    )


def _parcel(row: Order) -> ParcelView | None:
    live = [f for f in row.fulfillments.all() if f.state != Fulfillment.State.CANCELLED]
    if not live:
        return None
    parcel = live[0]
    return ParcelView(
        state=parcel.state,
        carrier=parcel.carrier,
        tracking_number=parcel.tracking_number,
        packed_at=parcel.packed_at,
        shipped_at=parcel.shipped_at,
        delivered_at=parcel.delivered_at,
    )
