"""Shoppers, as lists and pages show them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Max, Min, QuerySet, Sum

from balcao.domains.customers.errors import NoSuchCustomer
from balcao.domains.customers.models import Customer, Membership, Purchase
from balcao.domains.customers.values import CustomerInfo


def customer_by_id(store_id: int, customer_id: int) -> CustomerInfo:
    """One shopper of a store.

    :raises NoSuchCustomer: there is none with this id.
    """
    return _one(Customer.objects.filter(store_id=store_id, pk=customer_id), id=customer_id)


def customer_by_email(store_id: int, email: str) -> CustomerInfo:
    """One shopper of a store, by mail address.

    :raises NoSuchCustomer: nobody has it.
    """
    wanted = email.strip().lower()
    return _one(Customer.objects.filter(store_id=store_id, email=wanted), email=wanted)


def bought_between(customer_id: int) -> tuple[datetime | None, datetime | None]:
    """When a shopper bought first and last, aware UTC; cancelled orders left out."""
    rows = Purchase.objects.filter(customer_id=customer_id, cancelled_at__isnull=True)
    found = rows.aggregate(first=Min("at"), last=Max("at"))
    return found["first"], found["last"]


def joined_of(customer_id: int) -> Mapping[UUID, datetime]:
    """The segments a shopper is in, and since when, aware UTC."""
    rows = Membership.objects.filter(customer_id=customer_id)
    return dict(rows.values_list("segment_id", "since"))


def _one(rows: QuerySet[Customer], **facts: object) -> CustomerInfo:
    found = list(rows)
    if not found:
        raise NoSuchCustomer("There is no such shopper.", **facts)
    return infos_of(found)[0]


def infos_of(rows: Iterable[Customer]) -> list[CustomerInfo]:
    """These shoppers as values, in three statements."""
    several = list(rows)
    ids = [row.pk for row in several]
    orders, spend = _bought(ids)
    segments: dict[int, list[str]] = {key: [] for key in ids}
    joined = Membership.objects.filter(customer_id__in=ids).order_by("segment__slug")
    for key, slug in joined.values_list("customer_id", "segment__slug"):
        segments[key].append(slug)
    return [
        CustomerInfo(
            id=row.pk,
            store_id=row.store_id,
            email=row.email,
            name=row.name,
            phone=row.phone,
            locale=row.locale,
            address=row.address,
            tags=tuple(row.tags),
            tax_id=row.tax_id,
            version=row.version,
            created_at=row.created_at,
            last_order_at=row.last_order_at,
            orders=orders.get(row.pk, 0),
            spend_minor=spend.get(row.pk, {}),
            segments=tuple(segments[row.pk]),
        )
        for row in several
    ]


def _bought(ids: list[int]) -> tuple[Mapping[int, int], Mapping[int, Mapping[str, int]]]:
    """Orders by shopper, and what they spent by currency."""
    rows = Purchase.objects.filter(customer_id__in=ids, cancelled_at__isnull=True)
    sums = rows.values("customer_id", "currency").order_by("customer_id", "currency")
    orders: dict[int, int] = {}
    spend: dict[int, dict[str, int]] = {}
    for row in sums.annotate(n=Count("id"), spent=Sum("spend_minor")):
        key = row["customer_id"]
        orders[key] = orders.get(key, 0) + row["n"]
        spend.setdefault(key, {})[row["currency"]] = int(row["spent"])
    return orders, spend
