"""Suppliers, what they offer and how well they keep it, as staff see them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from balcao.domains.purchasing.values.suppliers import Break, ItemEdit, SupplierEdit
from balcao.entrypoints.api.shapes import MOST_MINOR, In, Moment, MoneyOut, Out, Paged, When

MOST_UNITS = 10_000_000
Country = Annotated[str, StringConstraints(max_length=2)]


class SupplierIn(In):
    """A supplier as it should be. ``minimum_minor`` is in its own currency."""

    code: str = Field(max_length=40, pattern=r"^[a-z0-9]+([-_][a-z0-9]+)*$")
    name: str = Field(min_length=1, max_length=120)
    currency: str = Field(pattern=r"^[A-Z]{3}$")
    email: str = Field("", max_length=254)
    phone: str = Field("", max_length=40)
    language: str = Field("en", max_length=10)
    country: Country = ""
    address: str = Field("", max_length=500)
    tax_id: str = Field("", max_length=40)
    payment_days: int = Field(30, ge=0, le=730)
    payment_terms: str = Field("", max_length=120)
    lead_time_days: int = Field(7, ge=0, le=730)
    minimum_minor: int = Field(0, ge=0, le=MOST_MINOR)
    note: str = Field("", max_length=2000)
    is_active: bool = True

    def edit(self) -> SupplierEdit:
        """As the domain knows it."""
        return SupplierEdit(**self.__dict__)


class SupplierOut(Out):
    """A supplier; ``items`` counts what it offers."""

    id: UUID
    code: str
    name: str
    currency: str
    email: str
    phone: str
    language: str
    country: str
    address: str
    tax_id: str
    payment_days: int
    payment_terms: str
    lead_time_days: int
    minimum: MoneyOut
    note: str
    is_active: bool
    items: int
    version: int


class SuppliersOut(Paged):
    """A page of suppliers."""

    items: list[SupplierOut]


class BreakIn(In):
    """From this quantity on, ``cost_minor`` is asked for each ``per_units`` units."""

    from_quantity: int = Field(1, ge=1, le=MOST_UNITS)
    cost_minor: int = Field(ge=0, le=MOST_MINOR)
    per_units: int = Field(1, ge=1, le=MOST_UNITS)

    def step(self) -> Break:
        """As the domain knows it."""
        return Break(self.from_quantity, self.cost_minor, self.per_units)


class BreakOut(Out):
    """From this quantity on, ``cost_minor`` is asked for each ``per_units`` units."""

    from_quantity: int
    cost_minor: int
    per_units: int


class PriceListIn(In):
    """Prices in the supplier's currency from a moment on; without one, from now."""

    breaks: list[BreakIn] = Field(min_length=1, max_length=20)
    valid_from: When | None = None


class PriceListOut(Out):
    """A price list; it is in force until one with a later moment is."""

    valid_from: Moment
    currency: str
    breaks: list[BreakOut]
    source: str


class PriceListsOut(Out):
    """Every price list an item has had, latest first."""

    items: list[PriceListOut]


class ItemIn(In):
    """How a supplier sells a variant: whole packs, a minimum, a lead time of its own."""

    supplier_sku: str = Field("", max_length=120)
    units_per_pack: int = Field(1, ge=1, le=MOST_UNITS)
    minimum_quantity: int = Field(1, ge=1, le=MOST_UNITS)
    lead_time_days: int | None = Field(None, ge=0, le=730)
    is_preferred: bool = False
    is_active: bool = True

    def edit(self, variant_id: UUID) -> ItemEdit:
        """As the domain knows it."""
        return ItemEdit(variant_id=variant_id, **self.__dict__)


class ItemOut(Out):
    """What a supplier offers; ``price`` is the list in force now."""

    variant_id: UUID
    sku: str
    title: str
    supplier_sku: str
    units_per_pack: int
    minimum_quantity: int
    lead_time_days: int | None
    is_preferred: bool
    is_active: bool
    price: PriceListOut | None


class ItemsOut(Paged):
    """A page of what a supplier offers."""

    items: list[ItemOut]


class ScoreOut(Out):
    """Shares are per mille; null where there is nothing to divide."""

    lines: int
    on_time: int | None
    in_full: int | None
    on_time_in_full: int | None
    lead_days_mean: float | None
    lead_days_spread: float | None
    lead_samples: int
    price_change: int | None
    returned: int | None
    damaged: int | None


class MonthOut(Out):
    """On time and in full by the month in which lines were due, per mille."""

    month: date
    lines: int
    on_time_in_full: int | None


class ScorecardOut(Out):
    """A supplier over a period: start included, end excluded."""

    since: date
    until: date
    score: ScoreOut
    months: list[MonthOut]
    lead_days: list[tuple[int, int]]


class LeadTimeOut(Out):
    """Days from order to goods, to plan with."""

    mean_days: float
    spread_days: float
    samples: int


class PolicyIn(In):
    """How the store buys; the threshold is in the store's currency."""

    self_approval_minor: int = Field(ge=0, le=MOST_MINOR)
    tolerance_percent: int = Field(ge=0, le=50)


class PolicyOut(Out):
    """How the store buys."""

    self_approval: MoneyOut
    tolerance_percent: int


class PriceProblemOut(Out):
    """What is wrong in the file: line (1 is the header), column, and what to do about it."""

    line: int
    column: str
    wrong: str
    remedy: str


class PriceStepOut(Out):
    """What the file does to one item."""

    line: int
    kind: str
    sku: str
    supplier_sku: str
    old: BreakOut | None
    new: BreakOut
    changes: list[str]


class PriceFileOut(Out):
    """A price file; nothing of it is in force before it is applied."""

    id: UUID
    supplier_id: UUID
    file_name: str
    state: str
    rows: int
    created: int
    changed: int
    left: int
    problems: list[PriceProblemOut]
    steps: list[PriceStepOut]
    can_apply: bool
    actor: str
    created_at: Moment
    applied_at: Moment | None
    valid_from: Moment


RateIn = Annotated[Decimal, Field(gt=0, le=1_000_000_000, max_digits=20, decimal_places=10)]
