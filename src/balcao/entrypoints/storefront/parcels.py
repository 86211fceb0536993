"""Addresses as they are written on a parcel."""

from __future__ import annotations

from balcao.domains.customers.values import Address
from balcao.domains.orders.values import OrderView
from balcao.entrypoints.storefront.words import country_name


def address_rows(order: OrderView, language: str) -> tuple[str, ...]:
    """The address as it is written on a parcel."""
    return address_lines(order.address, language)


def address_lines(to: Address, language: str) -> tuple[str, ...]:
    """As :func:`address_rows`, for any address."""
    area = ", ".join(part for part in (to.city, to.region) if part)
    rows = (to.name, to.line1, to.line2, to.district, area, to.postal_code)
    return (*(row for row in rows if row), country_name(to.country, language))
