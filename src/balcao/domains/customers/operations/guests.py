"""Shoppers as orders tell of them."""

from __future__ import annotations

from datetime import datetime

from balcao.domains.customers.models import Customer
from balcao.domains.customers.rules import folded
from balcao.domains.customers.values import Address, Guest


def remember_guest(*, store_id: int, guest: Guest, address: Address, now: datetime) -> int:
    """Keep a shopper's last name, language and address; returns the shopper's id.

    Safe to repeat and to run out of order.
    """
    seen = {
        "name": guest.name,
        "phone": guest.phone,
        "locale": guest.locale,
        "address": address.as_json(),
        "country": folded(address.country),
        "region": folded(address.region),
        "city": folded(address.city),
        "last_order_at": now,
    }
    row, is_new = Customer.objects.get_or_create(
        store_id=store_id, email=guest.email.lower(), defaults={**seen, "created_at": now}
    )
    if not is_new and (row.last_order_at is None or row.last_order_at < now):
        Customer.objects.filter(pk=row.pk).update(**seen)
    return row.pk
