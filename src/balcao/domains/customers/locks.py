"""The only row locks of this domain: shoppers by id, then a segment.

Whoever works out who is in a segment holds the shopper and reads the rule after that. So a purchase
and a changed rule never miss each other: one of the two sees what the other wrote.
"""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from balcao.domains.customers.errors import NoSuchCustomer, NoSuchSegment
from balcao.domains.customers.models import Customer, Segment


def lock_customers(customer_ids: Collection[int]) -> list[Customer]:
    """Hold these shoppers until commit, in the order of their ids; those gone are left out."""
    rows = Customer.objects.filter(pk__in=list(customer_ids))
    return list(rows.order_by("pk").select_for_update())


def lock_customer(store_id: int, customer_id: int) -> Customer:
    """Hold one shopper of a store until commit.

    :raises NoSuchCustomer: there is none with this id.
    """
    rows = Customer.objects.select_for_update().filter(store_id=store_id, pk=customer_id)
    row = rows.first()
    if row is None:
        raise NoSuchCustomer(id=customer_id)
    return row


def lock_segment(store_id: int, segment_id: UUID) -> Segment:
    """Hold one segment of a store until commit; others may still add members.

    :raises NoSuchSegment: there is none with this id.
    """
    rows = Segment.objects.select_for_update(no_key=True)
    row = rows.filter(store_id=store_id, pk=segment_id).first()
    if row is None:
        raise NoSuchSegment(id=str(segment_id))
    return row
