"""Other rules of taxes tried on a past order. Pure.

Prices stay what they were as numbers; whether tax lies inside them is up to the rules. All orders
are taxed as of one moment, so that rates which begin later can be tried.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from balcao.domains.analytics.rules.facts import Known
from balcao.domains.analytics.rules.sides import change_of, side_of
from balcao.domains.analytics.values import Change, Side, TaxSubject
from balcao.domains.orders.values import PastLine, PastOrder
from balcao.domains.pricing.values import (
    STANDARD,
    Place,
    TaxableLine,
    TaxRequest,
    TaxResult,
    TaxRules,
)

TaxesOf = Callable[[TaxRequest, TaxRules], TaxResult]


class Taxing:
    """Rules of taxes on their way along past orders."""

    def __init__(self, subject: TaxSubject, taxes_of: TaxesOf) -> None:
        self._subject, self._taxes_of = subject, taxes_of

    def try_on(self, order: PastOrder, known: Known) -> Change:
        """The taxes of an order by these rules."""
        cost = known.cost_of(order)
        before = side_of(order, cost)
        found = self._taxes_of(_request(order, known, self._subject.as_of), self._subject.rules)
        after = Side(
            lines_minor=before.lines_minor,
            discount_minor=before.discount_minor,
            shipping_minor=before.shipping_minor,
            exemption_minor=found.exemption_minor,
            included_minor=found.included_minor,
            added_minor=found.added_minor,
            cost_minor=cost,
        )
        return change_of(
            order,
            before,
            after,
            taxes_before=order.taxes,
            taxes_after=_by_jurisdiction(found),
        )


def _request(order: PastOrder, known: Known, as_of: datetime) -> TaxRequest:
    """What was paid, after discounts."""
    lines = [
        TaxableLine(
            line.line_no,
            line.unit_minor * line.quantity - line.discount_minor,
            _class_of(line, known),
        )
        for line in order.lines
    ]
    lines.append(TaxableLine(None, order.shipping_minor - order.shipping_off_minor))
    return TaxRequest(
        currency=order.currency,
        lines=tuple(lines),
        ship_to=Place(order.country, order.region, order.postal_code, order.city),
        at=as_of,
        buyer_tax_id=order.tax_id,
        is_exempt=_is_exempt(order, known),
    )


def _class_of(line: PastLine, known: Known) -> str:
    facts = known.variants.get(line.variant_id) if line.variant_id else None
    return facts.tax_class if facts else STANDARD


def _is_exempt(order: PastOrder, known: Known) -> bool:
    """By the exemptions on file now, at the moment of the order."""
    return any(
        one.country in ("", order.country) and (one.until is None or one.until > order.placed_at)
        for one in known.exemptions.get(order.shopper, ())
    )


def _by_jurisdiction(found: TaxResult) -> Mapping[str, int]:
    taxes: dict[str, int] = {}
    for line in found.lines:
        taxes[line.jurisdiction] = taxes.get(line.jurisdiction, 0) + line.amount_minor
    return taxes
