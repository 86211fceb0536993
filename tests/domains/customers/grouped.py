"""A shopper, a segment by hand and a collection, for those who knock at every address."""

from __future__ import annotations

from balcao.domains.catalog.operations import create_collection
from balcao.domains.catalog.values import CollectionEdit
from balcao.domains.customers.operations import add_customer, create_segment
from balcao.domains.customers.values import SegmentEdit
from tests.shop import NOW, Shop


def people(shop: Shop) -> dict[str, object]:
    """One of each, by the name of its part of an address."""
    store = {"store_id": shop.store_id, "now": NOW}
    edit = SegmentEdit(name="Known by hand")
    return {
        "customer_id": add_customer(email="dora@example.com", name="Dora", locale="en", **store),
        "segment_id": create_segment(edit=edit, currency="BRL", **store),
        "collection_id": create_collection(edit=CollectionEdit(name="Chosen"), **store),
    }
