"""Segments and who is in them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import connection
from django.db.models import Count, Q

from balcao.domains.customers.errors import NoSuchSegment
from balcao.domains.customers.models import Customer, Membership, Segment
from balcao.domains.customers.rules import check_rule, where_of
from balcao.domains.customers.values import Member, Preview, SegmentInfo
from balcao.plumbing.keyset import Page, cut_page, decode_cursor, within_page

SHOWN: Final = 5
COUNT: Final = """
WITH found AS MATERIALIZED (
    SELECT c.email, c.id FROM customers_customer c WHERE c.store_id = %s AND {where}
)
SELECT count(*), (array_agg(f.email ORDER BY f.id DESC))[1:{shown}] FROM found f
"""


def groups_of(store_id: int, email: str) -> frozenset[str]:
    """The slugs of the segments a shopper is in; nobody we know is in none."""
    found = Membership.objects.filter(
        customer__store_id=store_id, customer__email=email.strip().lower()
    )
    return frozenset(found.values_list("segment__slug", flat=True))


def groups_of_many(store_id: int, emails: Collection[str]) -> dict[str, frozenset[str]]:
    """The slugs of the segments these shoppers are in; those who are in none are left out.

    ``emails`` are in lower case.
    """
    rows = Membership.objects.filter(store_id=store_id, customer__email__in=emails)
    found: dict[str, set[str]] = {}
    for email, slug in rows.values_list("customer__email", "segment__slug"):
        found.setdefault(email, set()).add(slug)
    return {email: frozenset(slugs) for email, slugs in found.items()}


def segments(store_id: int) -> list[SegmentInfo]:
    """The segments of a store by name, with the number of their members."""
    rows = Segment.objects.filter(store_id=store_id).annotate(members=Count("memberships"))
    return [_segment(row, row.members) for row in rows.order_by("name", "pk")]


def segment_by_id(store_id: int, segment_id: UUID) -> SegmentInfo:
    """One segment of a store.

    :raises NoSuchSegment: there is none with this id.
    """
    row = Segment.objects.filter(store_id=store_id, pk=segment_id).first()
    if row is None:
        raise NoSuchSegment(id=str(segment_id))
    return _segment(row, Membership.objects.filter(segment_id=segment_id).count())


def rule_segments(store_id: int) -> list[UUID]:
    """The segments of a store that a rule keeps."""
    rows = Segment.objects.filter(store_id=store_id, rule__isnull=False)
    return list(rows.order_by("pk").values_list("pk", flat=True))


def members_page(
    store_id: int, segment_id: UUID, *, cursor: str | None = None, limit: int = 50
) -> Page[Member]:
    """Who is in a segment, by mail address.

    :raises BadCursor: the cursor is not one of ours.
    """
    rows = Membership.objects.filter(store_id=store_id, segment_id=segment_id)
    key = decode_cursor(cursor, str, int)
    if key:
        email, customer = key
        tie = Q(customer__email=email, customer_id__gt=customer)
        rows = rows.filter(Q(customer__email__gt=email) | tie)
    limit = within_page(limit)
    found = list(rows.select_related("customer").order_by("customer__email")[: limit + 1])
    return cut_page(
        found, limit, key=lambda row: (row.customer.email, row.customer_id), show=_member
    )


def all_members(store_id: int, segment_id: UUID) -> Iterator[Member]:
    """Everybody in a segment by mail address, a thousand at a time, for a file."""
    rows = Membership.objects.filter(store_id=store_id, segment_id=segment_id)
    ordered = rows.select_related("customer").order_by("customer__email")
    return map(_member, ordered.iterator(chunk_size=1000))


def preview(store_id: int, rule: object, *, currency: str, now: datetime) -> Preview:
    """How many shoppers a drafted rule would find, and the latest few of them.

    :raises BadSegmentRule: the rule cannot be understood; ``currency`` is the store's.
    """
    where = where_of(check_rule(rule, in_currency=currency), now)
    text = COUNT.format(where=where.text, shown=SHOWN)
    with connection.cursor() as cursor:
        cursor.execute(text, [store_id, *where.params])
        found, some = cursor.fetchone()
    everybody = Customer.objects.filter(store_id=store_id).count()
    return Preview(found=found, of=everybody, some=tuple(some or ()))


def _segment(row: Any, members: int) -> SegmentInfo:
    names = [name for name in SegmentInfo.__dataclass_fields__ if name != "members"]
    return SegmentInfo(members=members, **{name: getattr(row, name) for name in names})


def _member(row: Membership) -> Member:
    return Member(row.customer_id, row.customer.email, row.customer.name, row.since)
