"""Working out who is in which segment."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import connection, transaction
from django.db.models import F

from balcao.domains.customers.locks import lock_customers, lock_segment
from balcao.domains.customers.models import Customer, Membership, Segment
from balcao.domains.customers.queries.facts import facts_of
from balcao.domains.customers.rules import matches, where_of

CHUNK: Final = 1000
JOIN: Final = """
WITH wanted AS MATERIALIZED (
    SELECT c.id FROM customers_customer c WHERE c.id = ANY(%s) AND {where}
), gone AS (
    DELETE FROM customers_membership m
    WHERE m.segment_id = %s AND m.customer_id = ANY(%s)
      AND m.customer_id NOT IN (SELECT w.id FROM wanted w)
)
INSERT INTO customers_membership (store_id, segment_id, customer_id, since)
SELECT %s, %s, w.id, %s FROM wanted w
ON CONFLICT (segment_id, customer_id) DO NOTHING
"""


def look_at(store_id: int, customer_id: int, now: datetime) -> None:
    """Put a shopper, whom the caller holds, into the segments whose rules say so, and no other."""
    shopper = facts_of(customer_id)
    ruled = Segment.objects.filter(store_id=store_id, rule__isnull=False)
    rules = dict(ruled.order_by("pk").values_list("pk", "rule"))
    wanted = [key for key, rule in rules.items() if rule and matches(rule, shopper, now)]
    mine = Membership.objects.filter(customer_id=customer_id, segment_id__in=list(rules))
    mine.exclude(segment_id__in=wanted).delete()
    _join(store_id, wanted, customer_id, now)


def _join(store_id: int, segment_ids: list[UUID], customer_id: int, now: datetime) -> None:
    rows = [
        Membership(store_id=store_id, segment_id=key, customer_id=customer_id, since=now)
        for key in segment_ids
    ]
    Membership.objects.bulk_create(rows, ignore_conflicts=True)


def refresh_segment(*, store_id: int, segment_id: UUID, now: datetime) -> int:
    """Work out anew who is in a segment, a thousand shoppers at a time; returns its members.

    Each chunk commits by itself and the segment says how far it is. A segment by hand stays as it
    is. Safe to repeat, and to break off anywhere.

    :raises NoSuchSegment: there is none with this id.
    """
    _begin(store_id, segment_id)
    last: int | None = 0
    while last is not None:
        last = refresh_chunk(store_id=store_id, segment_id=segment_id, after=last, now=now)
    Segment.objects.filter(pk=segment_id).update(done=F("total"), looked_at=now)
    return Membership.objects.filter(segment_id=segment_id).count()


@transaction.atomic
def _begin(store_id: int, segment_id: UUID) -> None:
    row = lock_segment(store_id, segment_id)
    row.done, row.total = 0, Customer.objects.filter(store_id=store_id).count()
    row.save(update_fields=["done", "total"])


@transaction.atomic
def refresh_chunk(
    *, store_id: int, segment_id: UUID, after: int, now: datetime, size: int = CHUNK
) -> int | None:
    """Work out who of the next shoppers by id is in a segment; None when nobody is left.

    :raises NoSuchSegment: there is none with this id.
    """
    coming = Customer.objects.filter(store_id=store_id, pk__gt=after).order_by("pk")
    ids = [row.pk for row in lock_customers(list(coming.values_list("pk", flat=True)[:size]))]
    segment = lock_segment(store_id, segment_id)
    if not ids or segment.rule is None:
        return None
    where = where_of(segment.rule, now)
    params = [ids, *where.params, segment_id, ids, store_id, segment_id, now]
    with connection.cursor() as cursor:
        cursor.execute(JOIN.format(where=where.text), params)
    segment.done += len(ids)
    segment.save(update_fields=["done"])
    return ids[-1]
