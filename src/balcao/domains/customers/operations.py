"""Changes to what we know of shoppers."""

from __future__ import annotations

from datetime import datetime

from balcao.domains.customers.models import Customer
from balcao.domains.customers.values import Address, Guest


def remember_guest(*, store_id: int, guest: Guest, address: Address, now: datetime) -> None:
    """Keep a shopper's last name, language and address; safe to repeat and to run out of order."""
    row, is_new = Customer.objects.get_or_create(
        store_id=store_id,
        email=guest.email.lower(),
        defaults={
            "name": guest.name,
            "phone": guest.phone,
            "locale": guest.locale,
            "address": address.as_json(),
            "created_at": now,
            "last_order_at": now,
        },
    )
    if not is_new and (row.last_order_at is None or row.last_order_at < now):
        Customer.objects.filter(pk=row.pk).update(
            name=guest.name,
            phone=guest.phone,
            locale=guest.locale,
            address=address.as_json(),
            last_order_at=now,
        )
