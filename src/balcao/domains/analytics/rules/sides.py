"""An order as it was, and as it would have been with other prices and discounts. Pure.

Taxes follow what is paid: the tax of each line changes in the proportion in which what is paid for
the line does, halves upwards. The rates of the order itself stay, so no second calculation can
bring differences that the change does not make.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from balcao.domains.analytics.values import Change, Side
from balcao.domains.orders.values import PastOrder

NONE: Final[Mapping[int, int]] = MappingProxyType({})
Off = Mapping[int | None, int]


def side_of(order: PastOrder, cost_minor: int | None) -> Side:
    """An order as it was."""
    included = sum(line.included_minor for line in order.lines) + order.shipping_included_minor
    return Side(
        lines_minor=order.lines_minor,
        discount_minor=order.discount_minor,
        shipping_minor=order.shipping_minor,
        exemption_minor=order.exemption_minor,
        included_minor=included,
        added_minor=order.tax_minor,
        cost_minor=cost_minor,
    )


def given_in(order: PastOrder) -> dict[int | None, int]:
    """What was taken off each line; None is the shipping."""
    off: dict[int | None, int] = {
        line.line_no: line.discount_minor for line in order.lines if line.discount_minor
    }
    if order.shipping_off_minor:
        off[None] = order.shipping_off_minor
    return off


def repriced(
    order: PastOrder, off: Off, *, units: Mapping[int, int] = NONE, cost_minor: int | None = None
) -> Side:
    """An order with other discounts, and with other unit prices by line where some are given.

    Nothing is taken off below zero.
    """
    lines = discount = included = added = was_paid = now_paid = 0
    for line in order.lines:
        at = line.line_no
        assert at is not None
        full = units.get(at, line.unit_minor) * line.quantity
        less = min(off.get(at, 0), full)
        was, now = line.unit_minor * line.quantity - line.discount_minor, full - less
        lines += full
        discount += less
        was_paid += was
        now_paid += now
        if now == was:  # most lines
            included += line.included_minor
            added += line.added_minor
        else:
            included += scaled(line.included_minor, now, was)
            added += scaled(line.added_minor, now, was)
    less = min(off.get(None, 0), order.shipping_minor)
    was, now = order.shipping_minor - order.shipping_off_minor, order.shipping_minor - less
    was_paid += was
    now_paid += now
    included += scaled(order.shipping_included_minor, now, was)
    added += scaled(order.shipping_added_minor, now, was)
    return Side(
        lines_minor=lines,
        discount_minor=discount + less,
        shipping_minor=order.shipping_minor,
        exemption_minor=scaled(order.exemption_minor, now_paid, was_paid),
        included_minor=included,
        added_minor=added,
        cost_minor=cost_minor,
    )


def scaled(tax_minor: int, now: int, was: int) -> int:
    """A tax after what is paid went from ``was`` to ``now``; what was free of tax stays so."""
    if now == was or not tax_minor:
        return tax_minor
    return (tax_minor * now * 2 + was) // (2 * was) if was > 0 else 0


def change_of(
    order: PastOrder,
    before: Side,
    after: Side,
    *,
    taxes_before: Mapping[str, int] = MappingProxyType({}),
    taxes_after: Mapping[str, int] = MappingProxyType({}),
) -> Change:
    """What became of an order; it is touched where any amount is another one."""
    return Change(
        order_id=order.id,
        number=order.number,
        placed_at=order.placed_at,
        before=before,
        after=after,
        is_touched=before != after or taxes_before != taxes_after,
        taxes_before=taxes_before,
        taxes_after=taxes_after,
    )
