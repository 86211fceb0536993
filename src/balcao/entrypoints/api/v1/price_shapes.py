"""Shapes of price lists, their history, and prices that are to change. Amounts in minor units."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from balcao.domains.pricing.values.lists import ListKind, ListState, PriceListDraft, Tier
from balcao.entrypoints.api.shapes import MOST_MINOR, In, Moment, Out, Paged, When

Currency = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
Rounding = Annotated[
    str,
    Field(max_length=20, description="Empty, end:90 or step:500, with ,up or ,down behind it."),
]
Minor = Annotated[int, Field(ge=0, le=MOST_MINOR)]


class SellingListIn(In):
    """A price list. `groups` are slugs of segments, none means everybody; `off_ppm` is parts per
    million off the base price (100000 is 10 percent)."""

    name: str = Field(min_length=1, max_length=80)
    currency: Currency
    groups: list[Annotated[str, StringConstraints(min_length=1, max_length=80)]] = Field(
        default=[], max_length=50
    )
    starts_at: When
    ends_at: When | None = None
    priority: int = Field(0, ge=-10_000, le=10_000)
    kind: ListKind = ListKind.FIXED
    off_ppm: int = Field(0, ge=0, le=1_000_000)
    min_quantity: int = Field(1, ge=1, le=10**6)
    rounding: Rounding = ""
    source_currency: Annotated[str, StringConstraints(pattern=r"^([A-Z]{3})?$")] = ""
    is_active: bool = True

    def draft(self) -> PriceListDraft:
        """The list as the domain knows it."""
        return PriceListDraft(**{**self.__dict__, "groups": tuple(self.groups)})


class SellingListOut(Out):
    """A price list and how many entries it has."""

    id: UUID
    name: str
    currency: str
    groups: list[str]
    starts_at: Moment
    ends_at: Moment | None
    priority: int
    kind: ListKind
    off_ppm: int
    min_quantity: int
    rounding: str
    source_currency: str
    is_active: bool
    state: ListState
    entries: int
    version: int


class SellingListsOut(Out):
    """All price lists, the highest priority first."""

    items: list[SellingListOut]


class TierIn(In):
    """What one unit costs from so many units on."""

    min_quantity: int = Field(1, ge=1, le=10**6)
    amount_minor: Minor
    compare_at_minor: Minor | None = None


class EntryIn(In):
    """Everything a list says about one variant; no tiers takes it out."""

    variant_id: UUID
    tiers: list[TierIn] = Field(max_length=20)


class EntriesIn(In):
    """Entries of some variants; the others keep theirs."""

    items: list[EntryIn] = Field(min_length=1, max_length=250)

    def tiers(self) -> dict[UUID, list[Tier]]:
        """The entries as the domain knows them."""
        return {
            item.variant_id: [
                Tier(tier.min_quantity, tier.amount_minor, tier.compare_at_minor)
                for tier in item.tiers
            ]
            for item in self.items
        }


class ListEntryOut(Out):
    """One tier of one variant; `is_derived` says that it is worked out from the base price."""

    variant_id: UUID
    sku: str
    min_quantity: int
    amount_minor: int
    compare_at_minor: int | None
    is_derived: bool


class ListEntriesOut(Paged):
    """Entries in the order of variants and quantities."""

    items: list[ListEntryOut]


class PricesLoadedOut(Out):
    """How many SKUs the rows of a file named."""

    skus: int


class DeriveIn(In):
    """By the rate of which day; today without it."""

    day: date | None = None


class PointOut(Out):
    """What a price became; `list_id` is null for base prices, no amount means taken away."""

    at: Moment
    amount_minor: int | None
    compare_at_minor: int | None
    list_id: UUID | None
    min_quantity: int


class HistoryOut(Out):
    """The latest changes, the oldest first, and the lowest public price of the 30 days before the
    present one (Directive 98/6/EC, article 6a)."""

    currency: str
    lowest_before_minor: int | None
    items: list[PointOut]


class TierOut(Out):
    """What one unit costs from so many units on."""

    min_quantity: int
    amount_minor: int
    compare_at_minor: int | None


class ListedOut(Out):
    """What one list says about a variant; `is_public_price` is what everybody pays now."""

    list_id: UUID
    name: str
    groups: list[str]
    priority: int
    state: ListState
    starts_at: Moment
    ends_at: Moment | None
    tiers: list[TierOut]
    is_public_price: bool


class VariantPriceOut(Out):
    """Everything that decides what a variant costs. `margin_ppm` is what the base price leaves over
    cost, in parts per million of the price; null without a cost or a price."""

    currency: str
    amount_minor: int | None
    compare_at_minor: int | None
    cost_minor: int | None
    margin_ppm: int | None
    lowest_before_minor: int | None
    lists: list[ListedOut]
