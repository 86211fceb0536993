"""Prices that change at a moment or by a rule. Minor units; moments aware UTC."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from balcao.domains.pricing.values.prices import margin_ppm


class Action(StrEnum):
    """What a repricing does to a price."""

    PERCENT = "percent"
    AMOUNT = "amount"
    MARGIN = "margin"
    FROM_COST = "from_cost"


class CompareAt(StrEnum):
    """What becomes of the compare-at price: kept while it is above, the old price, or none."""

    KEEP = "keep"
    OLD = "old"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class RepriceRule:
    """Which prices change and how.

    The filters add up; without any every price is meant. ``margin_below_ppm`` takes only prices
    that leave less than this margin now; a price without a cost has none. ``value`` is signed parts
    per million of the price (percent), signed minor units (amount), parts per million of the price
    that are left over cost (margin), or parts per million put upon cost (from_cost). ``guard_ppm``
    is the least margin a new price may leave; rows below it are left out, or with ``skip_below``
    False the whole repricing is refused.
    """

    category_id: UUID | None = None
    collection_id: UUID | None = None
    brand: str = ""
    tag: str = ""
    product_ids: tuple[UUID, ...] = ()
    margin_below_ppm: int | None = None
    action: Action
    value: int
    rounding: str = ""
    compare_at: CompareAt = CompareAt.KEEP
    guard_ppm: int | None = None
    skip_below: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class RepricedPrice:
    """One price of a repricing, as planned, and what became of it."""

    variant_id: UUID
    old_minor: int
    new_minor: int
    old_compare_minor: int | None = None
    new_compare_minor: int | None = None
    cost_minor: int | None = None
    outcome: str = "planned"

    @property
    def margins_ppm(self) -> tuple[int | None, int | None]:
        """What the old and the new price leave over cost, in parts per million of the price."""
        old, new = self.old_minor, self.new_minor
        return margin_ppm(old, self.cost_minor), margin_ppm(new, self.cost_minor)


@dataclass(frozen=True, slots=True, kw_only=True)
class RepricingInfo:
    """A repricing as a board shows it.

    ``below`` is how many rows the margin guard left out, ``costless`` how many could not be worked
    out because nobody entered a cost.
    """

    id: UUID
    currency: str
    rule: RepriceRule
    status: str
    total: int
    below: int
    costless: int
    done: int
    actor: str
    created_at: datetime
    applied_at: datetime | None
    undone_at: datetime | None
    outcomes: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduledInfo:
    """A base price that will be, or was, set at a moment."""

    id: UUID
    variant_id: UUID
    currency: str
    amount_minor: int
    compare_at_minor: int | None
    due_at: datetime
    status: str
    actor: str
    done_at: datetime | None


@dataclass(frozen=True, slots=True)
class PricePoint:
    """What a price became at a moment; no amount means it was taken away."""

    at: datetime
    amount_minor: int | None
    list_id: UUID | None = None
    min_quantity: int = 1
    compare_at_minor: int | None = None
