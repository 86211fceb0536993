"""Shoppers and their segments, as staff see them."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from pydantic import Field, StringConstraints

from balcao.domains.customers.values import SegmentEdit
from balcao.entrypoints.api.shapes import In, Mail, Moment, Out, Paged, Tongue

Tag = Annotated[str, StringConstraints(max_length=60)]


class CustomerIn(In):
    """Somebody who has not bought yet."""

    email: Mail
    name: str = Field("", max_length=120)
    locale: Tongue = ""
    tags: list[Tag] = Field([], max_length=50)
    tax_id: str = Field("", max_length=40)


class CustomerEditIn(In):
    """What staff decide; what is left out or null stays as it is."""

    tags: list[Tag] | None = Field(None, max_length=50)
    tax_id: str | None = Field(None, max_length=40)


class CustomerOut(Out):
    """A shopper; ``spend_minor`` is by currency, in minor units, cancelled orders left out."""

    id: int
    email: str
    name: str
    phone: str
    locale: str
    address: dict[str, str]
    tags: list[str]
    tax_id: str
    segments: list[str]
    orders: int
    spend_minor: dict[str, int]
    created_at: Moment
    last_order_at: Moment | None
    version: int


class CustomersOut(Paged):
    """A page of shoppers."""

    items: list[CustomerOut]


class SegmentChangeIn(In):
    """A segment as it should be; without a rule its members are chosen by hand."""

    name: str = Field(min_length=1, max_length=80)
    description: str = Field("", max_length=300)
    rule: dict[str, Any] | None = None

    def edit(self) -> SegmentEdit:
        """As the domain knows it."""
        return SegmentEdit(name=self.name, description=self.description, rule=self.rule)


class SegmentIn(SegmentChangeIn):
    """A new segment; without a slug it is made of the name, and never changes."""

    slug: str = Field("", max_length=80)


class SegmentOut(Out):
    """A group of shoppers; ``done`` of ``total`` have been looked at in the latest round."""

    id: UUID
    slug: str
    name: str
    description: str
    rule: dict[str, Any] | None
    members: int
    done: int
    total: int
    looked_at: Moment | None
    version: int


class SegmentsOut(Out):
    """All segments of the store."""

    items: list[SegmentOut]


class GroupUseOut(Out):
    """What names a segment or a collection: a `promotion` or a `price_list`."""

    what: str
    id: UUID
    name: str


class GroupUsesOut(Out):
    """Everything that names it."""

    items: list[GroupUseOut]


class RuleIn(In):
    """A drafted rule."""

    rule: dict[str, Any]


class PreviewOut(Out):
    """How many of all shoppers a rule would find, some of them, and the rule in words."""

    found: int
    of: int
    some: list[str]
    words: dict[str, str]


class MemberOut(Out):
    """A shopper in a segment."""

    customer_id: int
    email: str
    name: str
    since: Moment


class MembersOut(Paged):
    """A page of members."""

    items: list[MemberOut]


class MembersIn(In):
    """Shoppers by mail address."""

    emails: list[Mail] = Field(min_length=1, max_length=1000)


class AddedOut(Out):
    """How many were not in the segment yet."""

    added: int
