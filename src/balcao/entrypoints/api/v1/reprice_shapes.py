"""Prices that change at a moment or by a rule, as they come in and go out."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from pydantic import Field

from balcao.domains.pricing.values.changes import Action, CompareAt, RepriceRule
from balcao.entrypoints.api.shapes import MOST_MINOR, In, Line, Moment, Out, When
from balcao.entrypoints.api.v1.price_shapes import Minor, Rounding

Ppm = Annotated[int, Field(ge=-(10**6), lt=10**6)]


class ScheduleIn(In):
    """A base price in the shop's currency, to be set at a moment."""

    variant_id: UUID
    amount_minor: Minor
    compare_at_minor: Minor | None = None
    due_at: When


class ScheduleOut(Out):
    """A base price that will be, or was, set at a moment."""

    id: UUID
    variant_id: UUID
    currency: str
    amount_minor: int
    compare_at_minor: int | None
    due_at: Moment
    status: str
    actor: str
    done_at: Moment | None


class SchedulesOut(Out):
    """Scheduled prices: those that wait, the next first, then the others."""

    items: list[ScheduleOut]


class RepriceIn(In):
    """Which prices change and how. `value` is parts per million (percent of the price, margin,
    put upon cost) or minor units (amount); `guard_ppm` the least margin a new price may leave."""

    category_id: UUID | None = None
    collection_id: UUID | None = None
    brand: Line = ""
    tag: Line = ""
    product_ids: list[UUID] = Field(default=[], max_length=1000)
    margin_below_ppm: Ppm | None = None
    action: Action
    value: int = Field(ge=-MOST_MINOR, le=MOST_MINOR)
    rounding: Rounding = ""
    compare_at: CompareAt = CompareAt.KEEP
    guard_ppm: Ppm | None = None
    skip_below: bool = True

    def rule(self) -> RepriceRule:
        """The rule as the domain knows it."""
        return RepriceRule(**{**self.__dict__, "product_ids": tuple(self.product_ids)})


class ScheduleByRuleIn(In):
    """Many base prices at a moment, as the rule works them out now."""

    rule: RepriceIn
    due_at: When


class ScheduledOut(Out):
    """How many prices were scheduled."""

    scheduled: int


class RuleOut(Out):
    """The rule of a repricing."""

    category_id: UUID | None
    collection_id: UUID | None
    brand: str
    tag: str
    product_ids: list[UUID]
    margin_below_ppm: int | None
    action: Action
    value: int
    rounding: str
    compare_at: CompareAt
    guard_ppm: int | None
    skip_below: bool


class RepricingOut(Out):
    """A repricing: `total` rows are planned, `done` are through, `below` were left out by the
    margin guard, `costless` because nobody entered a cost."""

    id: UUID
    currency: str
    rule: RuleOut
    status: str
    total: int
    below: int
    costless: int
    done: int
    actor: str
    created_at: Moment
    applied_at: Moment | None
    undone_at: Moment | None
    outcomes: dict[str, int]


class RepricingsOut(Out):
    """The latest repricings."""

    items: list[RepricingOut]


class RepricedOut(Out):
    """One price of a repricing and what became of it: planned, below (left out by the margin
    guard), applied, changed (somebody else had changed it), undone, or kept (changed after, so not
    put back)."""

    variant_id: UUID
    old_minor: int
    new_minor: int
    old_compare_minor: int | None
    new_compare_minor: int | None
    cost_minor: int | None
    margin_ppm: int | None
    outcome: str


class RepricedRowsOut(Out):
    """Rows in the order of variants."""

    items: list[RepricedOut]
