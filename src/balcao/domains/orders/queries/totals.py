"""What the amounts of an order, or of a quote, are made of: one total by promotion and by tax."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol
from uuid import UUID

from balcao.domains.orders.values import DiscountTotal, TaxTotal
from balcao.kernel.money import Money


class DiscountRow(Protocol):
    """What one promotion takes off one line, or off the shipping where ``line_no`` is None."""

    @property
    def promotion_id(self) -> UUID: ...
    @property
    def name(self) -> str: ...
    @property
    def code(self) -> str: ...
    @property
    def line_no(self) -> int | None: ...
    @property
    def amount(self) -> Money: ...


class TaxRow(Protocol):
    """One tax on one line, or on the shipping."""

    @property
    def jurisdiction(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def rate_ppm(self) -> int: ...
    @property
    def amount(self) -> Money: ...
    @property
    def is_included(self) -> bool: ...


def discount_totals(rows: Iterable[DiscountRow]) -> tuple[DiscountTotal, ...]:
    """One total for each promotion, its lines apart from the shipping, in the order they came."""
    sums: dict[tuple[UUID, bool], DiscountTotal] = {}
    for row in rows:
        key = (row.promotion_id, row.line_no is None)
        before = sums[key].amount if key in sums else row.amount - row.amount
        sums[key] = DiscountTotal(row.name, row.code, before + row.amount, key[1])
    return tuple(sums.values())


def tax_totals(rows: Iterable[TaxRow]) -> tuple[TaxTotal, ...]:
    """One total for each tax, rate and jurisdiction; what comes to nothing is left out."""
    sums: dict[tuple[str, str, int, bool], TaxTotal] = {}
    for row in rows:
        key = (row.jurisdiction, row.name, row.rate_ppm, row.is_included)
        before = sums[key].amount if key in sums else row.amount - row.amount
        sums[key] = TaxTotal(*key[:3], before + row.amount, row.is_included)
    return tuple(total for total in sums.values() if total.amount)
