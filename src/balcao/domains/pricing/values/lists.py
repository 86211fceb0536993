"""Price lists as values. Amounts in minor units of the list's currency; moments aware UTC."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from balcao.kernel.window import Window


class ListKind(StrEnum):
    """How a list says what things cost."""

    FIXED = "fixed"
    PERCENT = "percent"
    DERIVED = "derived"


class ListState(StrEnum):
    """Whether a list counts now."""

    OFF = "off"
    COMING = "coming"
    ACTIVE = "active"
    OVER = "over"


def state_of(
    *, is_active: bool, starts_at: datetime, ends_at: datetime | None, now: datetime
) -> ListState:
    """Whether a list counts at a moment, or will, or did."""
    if not is_active:
        return ListState.OFF
    if ends_at is not None and ends_at <= now:
        return ListState.OVER
    return ListState.COMING if starts_at > now else ListState.ACTIVE


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceListHead:
    """Who a list is for and when; its entries are asked for by variant.

    ``groups`` are slugs of segments, none means everybody. ``off_ppm`` is what a list of percents
    takes off the base price, in parts per million, from ``min_quantity`` units on; its entries are
    exceptions. ``rounding`` is a text of ``rules.rounding``.
    """

    id: UUID
    name: str
    currency: str
    groups: frozenset[str] = frozenset()
    window: Window
    priority: int = 0
    kind: ListKind = ListKind.FIXED
    off_ppm: int = 0
    min_quantity: int = 1
    rounding: str = ""

    @property
    def is_for_everybody(self) -> bool:
        """Whether no group is asked for."""
        return not self.groups


@dataclass(frozen=True, slots=True)
class Tier:
    """What one unit costs from so many units on."""

    min_quantity: int
    amount_minor: int
    compare_at_minor: int | None = None


@dataclass(frozen=True, slots=True)
class TypedTier:
    """A row of a file of prices: its number, and what it says; no price takes the SKU out."""

    row: int
    sku: str
    min_quantity: int
    amount_minor: int | None
    compare_at_minor: int | None = None


@dataclass(frozen=True, slots=True)
class ChosenPrice:
    """What one unit costs this shopper, and which list said so; None is the base price."""

    amount_minor: int
    list_id: UUID | None = None
    compare_at_minor: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceListInfo:
    """A whole price list as a board shows it."""

    id: UUID
    name: str
    currency: str
    groups: tuple[str, ...]
    starts_at: datetime
    ends_at: datetime | None
    priority: int
    kind: ListKind
    off_ppm: int
    min_quantity: int
    rounding: str
    source_currency: str
    is_active: bool
    version: int
    entries: int = 0

    def state(self, now: datetime) -> ListState:
        """Whether the list counts at a moment, or will, or did."""
        return state_of(
            is_active=self.is_active, starts_at=self.starts_at, ends_at=self.ends_at, now=now
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedPrice:
    """What one list says about one variant; ``tiers`` are worked out where the list is percents.

    ``is_public_price`` says that a shopper of no group pays the first tier for one unit now.
    """

    list_id: UUID
    name: str
    groups: tuple[str, ...]
    priority: int
    state: ListState
    starts_at: datetime
    ends_at: datetime | None
    tiers: tuple[Tier, ...]
    is_public_price: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceListDraft:
    """What somebody wants a price list to be."""

    name: str
    currency: str
    groups: tuple[str, ...] = ()
    starts_at: datetime
    ends_at: datetime | None = None
    priority: int = 0
    kind: ListKind = ListKind.FIXED
    off_ppm: int = 0
    min_quantity: int = 1
    rounding: str = ""
    source_currency: str = ""
    is_active: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ListEntry:
    """One tier of one variant in a list."""

    variant_id: UUID
    min_quantity: int
    amount_minor: int
    compare_at_minor: int | None
    is_derived: bool = False
