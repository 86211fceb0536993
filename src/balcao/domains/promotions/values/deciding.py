"""What a promotion looks at, and what it answers. Minor units of the basket's currency."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Final, NamedTuple
from uuid import UUID

NO_ATTRIBUTES: Final[Mapping[str, str]] = MappingProxyType({})


class CartItem(NamedTuple):
    """A line of a cart, at its price before promotions; made by the million by back-tests.

    ``category`` and ``collections`` are UUIDs as text, ``brand`` is the product's vendor,
    ``attributes`` has the options of the variant and the attributes of the product by name.
    """

    line_no: int
    variant_id: UUID
    product_id: UUID
    quantity: int
    unit_minor: int
    weight_grams: int = 0
    category: str = ""
    collections: frozenset[str] = frozenset()
    brand: str = ""
    tags: frozenset[str] = frozenset()
    attributes: Mapping[str, str] = NO_ATTRIBUTES
    compare_at_minor: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shopper:
    """Who buys: mail address in lower case, segments by slug, orders placed before this one."""

    email: str = ""
    groups: frozenset[str] = frozenset()
    orders: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Basket:
    """All that a promotion may look at.

    ``at`` is aware UTC, ``time_zone`` the store's (IANA). ``codes`` are the codes as typed, by the
    id of the promotion that each unlocks. ``shipping_minor`` is None until shipping is chosen.
    ``gift_values`` are the prices of gifts that are in stock, by variant.
    """

    store_id: int
    currency: str
    items: tuple[CartItem, ...]
    at: datetime
    time_zone: str = "UTC"
    codes: Mapping[str, str] = field(default_factory=dict)
    country: str = ""
    region: str = ""
    shipping_code: str = ""
    shipping_minor: int | None = None
    payment: str = ""
    shopper: Shopper = field(default_factory=Shopper)
    gift_values: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Promotion:
    """A promotion as it is decided about: a checked rule and when it is valid.

    ``currency`` is that of every amount in the rule; empty where the rule has none. The period is
    half-open: ``ends_at`` is excluded. ``is_limited`` says that uses or money can run out.
    """

    id: str
    name: str
    rule: Mapping[str, object]
    currency: str = ""
    priority: int = 0
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    needs_code: bool = False
    is_limited: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """What is left of a promotion's limits; None means that there is no such limit."""

    uses: int | None = None
    shopper_uses: int | None = None
    today: int | None = None
    budget_minor: int | None = None


class Share(NamedTuple):
    """What a promotion takes off one line; ``line_no`` None is shipping.

    A tuple, because a back-test makes millions of them.
    """

    line_no: int | None
    amount_minor: int


@dataclass(frozen=True, slots=True)
class Gift:
    """Units of a variant that come for nothing."""

    variant_id: UUID
    quantity: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """A promotion at work. The shares sum to the amount, none is negative or zero."""

    promotion_id: str
    name: str
    code: str
    shares: tuple[Share, ...]
    amount_minor: int
    gifts: tuple[Gift, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Whether a promotion applied, and if not, the first thing that failed and what is missing.

    ``reason`` is a stable code, ``facts`` are JSON-ready: ``missing_minor``, ``missing_quantity``,
    ``from``, ``until``, ``lost_to`` and so on.
    """

    promotion_id: str
    name: str
    applied: bool
    reason: str
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What promotions take off each line together (None is shipping), and who gives how much."""

    off: Mapping[int | None, int]
    uses: tuple[tuple[str, int], ...]
    gifts: tuple[Gift, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What promotions do for a basket. ``discount_minor`` includes what comes off shipping."""

    applied: tuple[Applied, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    discount_minor: int = 0
