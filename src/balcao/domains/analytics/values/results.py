"""What a change would have made of orders. Amounts are minor units of one currency.

Revenue is what shoppers paid for goods and shipping, without any tax: lines less discounts and
exemption, plus shipping, less the tax inside. Margin is revenue less the cost of the goods.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

WHOLE = 10_000


@dataclass(frozen=True, slots=True)
class Side:
    """The amounts of an order, as they were or as they would have been.

    ``cost_minor`` is None where the cost of some goods is not known.
    """

    lines_minor: int
    discount_minor: int
    shipping_minor: int
    exemption_minor: int
    included_minor: int
    added_minor: int
    cost_minor: int | None = None

    @property
    def tax_minor(self) -> int:
        """All tax, inside the prices and on top."""
        return self.included_minor + self.added_minor

    @property
    def paid_minor(self) -> int:
        """What the shopper pays in all."""
        goods = self.lines_minor - self.discount_minor - self.exemption_minor
        return goods + self.shipping_minor + self.added_minor

    @property
    def revenue_minor(self) -> int:
        """What is left to the merchant after taxes."""
        return self.paid_minor - self.tax_minor


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One order before and after; taxes are sums by jurisdiction."""

    order_id: UUID
    number: str
    placed_at: datetime
    before: Side
    after: Side
    is_touched: bool
    taxes_before: Mapping[str, int] = field(default_factory=dict)
    taxes_after: Mapping[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class Sums:
    """Orders added up. Those without a known cost are in everything but cost and margin."""

    orders: int = 0
    touched: int = 0
    lines_before: int = 0
    lines_after: int = 0
    discount_before: int = 0
    discount_after: int = 0
    tax_before: int = 0
    tax_after: int = 0
    paid_before: int = 0
    paid_after: int = 0
    revenue_before: int = 0
    revenue_after: int = 0
    costed: int = 0
    costed_revenue_before: int = 0
    costed_revenue_after: int = 0
    cost_before: int = 0
    cost_after: int = 0
    at_loss_before: int = 0
    at_loss_after: int = 0

    @property
    def margin_before(self) -> int:
        """Of the orders whose cost is known."""
        return self.costed_revenue_before - self.cost_before

    @property
    def margin_after(self) -> int:
        """Of the orders whose cost is known."""
        return self.costed_revenue_after - self.cost_after

    @property
    def margin_change(self) -> int:
        """How much more is left over cost; below zero is less."""
        return self.margin_after - self.margin_before

    @property
    def discount_change(self) -> int:
        """How much more is given."""
        return self.discount_after - self.discount_before

    @property
    def tax_change(self) -> int:
        """How much more tax there is."""
        return self.tax_after - self.tax_before

    @property
    def paid_change(self) -> int:
        """How much more shoppers pay."""
        return self.paid_after - self.paid_before

    @property
    def revenue_change(self) -> int:
        """How much more is left after taxes."""
        return self.revenue_after - self.revenue_before

    @property
    def margin_rate_before(self) -> int | None:
        """Margin in hundredths of a percent of revenue; None without revenue."""
        return _rate(self.margin_before, self.costed_revenue_before)

    @property
    def margin_rate_after(self) -> int | None:
        """Margin in hundredths of a percent of revenue; None without revenue."""
        return _rate(self.margin_after, self.costed_revenue_after)

    @property
    def uncosted(self) -> int:
        """Orders of which some cost is not known."""
        return self.orders - self.costed


@dataclass(frozen=True, slots=True)
class Sample:
    """An order that would have changed much; ``change_minor`` is of margin, else of revenue."""

    order_id: UUID
    number: str
    placed_at: datetime
    discount_before: int
    discount_after: int
    change_minor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """All that a back-test found. Days are of the store's calendar, as ISO text.

    The days add up to the total. Segments do where no shopper is in two of them; ``""`` holds the
    orders of shoppers who are in none. Jurisdictions are pairs of tax before and after.
    """

    total: Sums
    days: Mapping[str, Sums]
    segments: Mapping[str, Sums]
    jurisdictions: Mapping[str, tuple[int, int]]
    gains: tuple[Sample, ...] = ()
    losses: tuple[Sample, ...] = ()
    other_currency: int = 0


def _rate(margin: int, revenue: int) -> int | None:
    return margin * WHOLE // revenue if revenue > 0 else None
