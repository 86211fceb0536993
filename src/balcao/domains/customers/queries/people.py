"""Shoppers, as lists and pages show them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db.models import Count, Q, QuerySet, Sum

from balcao.domains.customers.errors import NoSuchCustomer
from balcao.domains.customers.models import Customer, Membership, Purchase
from balcao.domains.customers.values import CustomerInfo
from balcao.plumbing.keyset import Page, cut_page, decode_cursor, within_page


def customers_page(
    store_id: int,
    *,
    text: str = "",
    tag: str = "",
    segment: str = "",
    cursor: str | None = None,
    limit: int = 50,
) -> Page[CustomerInfo]:
    """Shoppers, latest known first; ``text`` finds parts of names and mail addresses.

    :raises BadCursor: the cursor is not one of ours.
    """
    rows = Customer.objects.filter(store_id=store_id)
    if text:
        rows = rows.filter(Q(email__icontains=text) | Q(name__icontains=text))
    if tag:
        rows = rows.filter(tags__contains=[tag])
    if segment:
        rows = rows.filter(memberships__segment__slug=segment)
    key = decode_cursor(cursor, datetime.fromisoformat, int)
    if key:
        rows = rows.filter(Q(created_at__lt=key[0]) | Q(created_at=key[0], pk__lt=key[1]))
    limit = within_page(limit)
    found = list(rows.order_by("-created_at", "-pk")[: limit + 1])
    seen = {info.id: info for info in _infos(found)}
    return cut_page(
        found,
        limit,
        key=lambda row: (row.created_at.isoformat(), row.pk),
        show=lambda row: seen[row.pk],
    )


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


def _one(rows: QuerySet[Customer], **facts: object) -> CustomerInfo:
    found = list(rows)
    if not found:
        raise NoSuchCustomer("There is no such shopper.", **facts)
    return _infos(found)[0]


def _infos(rows: Iterable[Customer]) -> list[CustomerInfo]:
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
