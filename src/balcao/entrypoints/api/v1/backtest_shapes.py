"""Back-tests and their results as the API says them. Money is minor units of the currency."""

from __future__ import annotations

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StringConstraints

from balcao.domains.pricing.values.changes import Action, RepriceRule
from balcao.entrypoints.api.shapes import MOST_MINOR, In, Line, Moment, Out, Paged, When

MOST_PPM = 1_000_000


class PeriodIn(In):
    """The orders to try a change on: placed from ``starts_at`` on and before ``ends_at``."""

    starts_at: When
    ends_at: When


class PromotionTestIn(PeriodIn):
    """A promotion to try, whatever state it is in."""

    promotion_id: UUID
    beside: Literal["on_top", "with_active", "instead"] = Field(
        "on_top",
        description="Added to what was given; or decided anew with those active now; or alone.",
    )


class NewPriceIn(In):
    """A price to try, in minor units of the store's currency."""

    sku: Line
    amount_minor: int = Field(ge=0, le=MOST_MINOR)


class RepriceRuleIn(In):
    """A rule of repricing. ``value`` is parts per million, of an amount minor units."""

    action: Action
    value: int = Field(ge=-MOST_MINOR, le=MOST_MINOR)
    category_id: UUID | None = None
    brand: Line = ""
    tag: Line = ""
    product_ids: Annotated[tuple[UUID, ...], Field(max_length=1000)] = ()
    rounding: Annotated[str, StringConstraints(max_length=40)] = ""

    def rule(self) -> RepriceRule:
        """As the domain knows it."""
        return RepriceRule(**self.__dict__)


class PriceTestIn(PeriodIn):
    """Prices to try: a price list, a rule, or new prices by SKU; exactly one of the three."""

    list_id: UUID | None = None
    rule: RepriceRuleIn | None = None
    prices: Annotated[list[NewPriceIn], Field(max_length=50_000)] | None = None
    title: Annotated[str, StringConstraints(max_length=200)] = ""


class OtherRateIn(In):
    """Another percentage of a rate, in parts per million."""

    rate_id: int = Field(ge=1, le=2**63 - 1)
    rate_ppm: int = Field(ge=0, le=MOST_PPM)


class TaxTestIn(PeriodIn):
    """Taxes to try: the store's rules with these changes, all of them as of one moment."""

    tables: Annotated[tuple[Line, ...], Field(max_length=20)] = ()
    rates: Annotated[tuple[OtherRateIn, ...], Field(max_length=1000)] = ()
    prices_include_tax: bool | None = None
    round_by: Literal["line", "total"] | None = None
    as_of: When | None = None


class BackTestOut(Out):
    """A back-test; ask again to see how far it is."""

    id: UUID
    kind: str
    title: str
    currency: str
    starts_at: Moment
    ends_at: Moment
    state: str
    done: int
    total: int
    percent: int
    problem: str
    asked_by: str
    asked_at: Moment
    started_at: Moment | None
    ended_at: Moment | None


class BackTestsOut(Paged):
    """A page of back-tests."""

    items: list[BackTestOut]


class SumsOut(Out):
    """Orders added up. Margins are those of the ``costed`` orders only."""

    orders: int
    touched: int
    lines_before: int
    lines_after: int
    discount_before: int
    discount_after: int
    tax_before: int
    tax_after: int
    paid_before: int
    paid_after: int
    revenue_before: int
    revenue_after: int
    costed: int
    cost_before: int
    cost_after: int
    margin_before: int
    margin_after: int
    margin_change: int
    at_loss_before: int
    at_loss_after: int


class SampleOut(Out):
    """An order that would have changed much."""

    order_id: UUID
    number: str
    placed_at: Moment
    discount_before: int
    discount_after: int
    change_minor: int


class ResultOut(Out):
    """What a back-test found. The segment ``""`` has the shoppers who are in none."""

    total: SumsOut
    days: dict[str, SumsOut]
    segments: dict[str, SumsOut]
    jurisdictions: dict[str, tuple[int, int]] = Field(description="Tax before and after.")
    gains: list[SampleOut]
    losses: list[SampleOut]
    other_currency: int = Field(description="Orders left out, as they were in other currencies.")
