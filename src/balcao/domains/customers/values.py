"""People who buy, and where their parcels go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Address:
    """A postal address; country is ISO 3166-1 alpha-2, region its subdivision (BR: the UF)."""

    name: str
    line1: str
    city: str
    country: str
    line2: str = ""
    district: str = ""
    region: str = ""
    postal_code: str = ""
    phone: str = ""

    def as_json(self) -> dict[str, str]:
        """The address as a JSON object, as orders store it."""
        # asdict() copies deeply, which costs ten times as much, four times a purchase.
        return {field: getattr(self, field) for field in self.__dataclass_fields__}


@dataclass(frozen=True, slots=True)
class Guest:
    """A shopper without an account; locale is the language their mails are written in."""

    email: str
    name: str
    locale: str
    phone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PurchaseFacts:
    """What one order says about its shopper; ``spend_minor`` is its total in minor units."""

    order_id: UUID
    at: datetime
    spend_minor: int
    currency: str
    product_ids: tuple[UUID, ...] = ()
    variant_ids: tuple[UUID, ...] = ()
    brands: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ShopperFacts:
    """What segments look at; the place is folded, cancelled purchases are left out."""

    tags: frozenset[str] = frozenset()
    country: str = ""
    region: str = ""
    city: str = ""
    purchases: tuple[PurchaseFacts, ...] = ()


@dataclass(frozen=True, slots=True)
class CustomerInfo:
    """One shopper; ``version`` is the ETag of what staff may change. Times are aware UTC."""

    id: int
    store_id: int
    email: str
    name: str
    phone: str
    locale: str
    address: Mapping[str, str]
    tags: tuple[str, ...]
    tax_id: str
    version: int
    created_at: datetime
    last_order_at: datetime | None
    orders: int
    spend_minor: Mapping[str, int]
    segments: tuple[str, ...]


class CustomerSort(StrEnum):
    """In which order shoppers are listed; by order or spend only those who have bought."""

    NEWEST = "newest"
    LAST_ORDER = "last_order"
    SPEND = "spend"


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerFilter:
    """Which shoppers: part of a name or mail address, a tag, the slug of a segment."""

    text: str = ""
    tag: str = ""
    segment: str = ""


@dataclass(frozen=True, slots=True)
class SegmentInfo:
    """A group of shoppers; ``rule`` None means by hand, ``version`` is its ETag.

    ``done`` of ``total`` shoppers have been looked at in the latest round, which ended at
    ``looked_at`` (aware UTC, None before the first has).
    """

    id: UUID
    store_id: int
    slug: str
    name: str
    description: str
    rule: Mapping[str, Any] | None
    version: int
    members: int
    done: int
    total: int
    looked_at: datetime | None
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentEdit:
    """A segment as it should be; ``rule`` None means by hand."""

    name: str
    description: str = ""
    rule: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Member:
    """A shopper in a segment, since a moment in aware UTC."""

    customer_id: int
    email: str
    name: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Preview:
    """How many of a store's shoppers a rule would find, and some of them by mail address."""

    found: int
    of: int
    some: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shopper:
    """Somebody who is signed in: the mail address was proven, and belongs to this store only."""

    customer_id: int
    store_id: int
    email: str
    name: str


@dataclass(frozen=True, slots=True)
class NewCode:
    """A code and a link on their way to a shopper; kept nowhere in clear. Aware UTC."""

    store_id: int
    email: str
    language: str
    code: str
    link: str
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A session that has just begun; ``secret`` is known to its device only. Aware UTC."""

    shopper: Shopper
    secret: str
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class SavedAddressInfo:
    """An address that a shopper keeps."""

    id: UUID
    address: Address
    is_default: bool


class ConsentKind(StrEnum):
    """What can be agreed to: mails that advertise."""

    MARKETING = "marketing"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentWords:
    """What was read when something was agreed to: its wording by name, the text, its language."""

    version: str
    text: str = ""
    locale: str = ""


@dataclass(frozen=True, slots=True)
class ConsentInfo:
    """What a mail address agreed to or took back at a moment, aware UTC."""

    kind: str
    is_given: bool
    at: datetime
    source: str
    actor: str
    text_version: str
    text: str
    locale: str
