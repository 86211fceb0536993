"""Changes to what we know of shoppers."""

from balcao.domains.customers.operations.guests import remember_guest
from balcao.domains.customers.operations.joining import refresh_chunk, refresh_segment
from balcao.domains.customers.operations.people import add_customer, change_customer
from balcao.domains.customers.operations.purchases import forget_purchase, record_purchase
from balcao.domains.customers.operations.segments import (
    add_members,
    change_segment,
    create_segment,
    delete_segment,
    remove_member,
)

__all__ = [
    "add_customer",
    "add_members",
    "change_customer",
    "change_segment",
    "create_segment",
    "delete_segment",
    "forget_purchase",
    "record_purchase",
    "refresh_chunk",
    "refresh_segment",
    "remember_guest",
    "remove_member",
]
