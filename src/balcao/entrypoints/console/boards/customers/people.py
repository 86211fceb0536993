"""Shoppers: a list to search, and one of them."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from django.db.models import Sum
from django.db.models.functions import Lower
from django.http import HttpRequest, HttpResponse

from balcao.domains.customers import operations, queries
from balcao.domains.customers.values import CustomerFilter, CustomerInfo, CustomerSort
from balcao.domains.orders.models import Order
from balcao.domains.orders.values import OrderRow
from balcao.domains.pricing.queries import tax_exemptions
from balcao.domains.team.values import Capability
from balcao.domains.wallet.queries import accounts_of
from balcao.entrypoints.console.boards.customers.accounts import account_of
from balcao.entrypoints.console.boards.customers.segments import rows_of
from balcao.entrypoints.console.boards.orders import FIELDS, row_of
from balcao.entrypoints.console.boards.wallet.shown import row_of as account_row
from balcao.entrypoints.console.listing import PAGE, number_of, onward, word_of
from balcao.entrypoints.console.pages import act, link, now_of, show, store_of
from balcao.kernel.money import Money

SORTS: Final = {
    CustomerSort.NEWEST: "Newest",
    CustomerSort.LAST_ORDER: "Last order",
    CustomerSort.SPEND: "Most spent",
}
ORDERS: Final = 20


def customers(request: HttpRequest) -> HttpResponse:
    """Show shoppers, found by text, tag and segment, in one of three orders."""
    store, wanted = store_of(request), wanted_of(request)
    sort = CustomerSort(word_of(request, "sort", list(SORTS), CustomerSort.NEWEST))
    how = {"sort": sort, "currency": store.currency, "cursor": request.GET.get("cursor")}
    page = queries.customers_page(store.id, wanted=wanted, limit=PAGE, **how)
    return show(
        request,
        "customers/customers.html",
        "Customers",
        rows=[(one, spent(one)) for one in page.items],
        more=onward(request, page),
        sorts=SORTS,
        sort=sort,
        wanted=wanted,
        segments=[(one.slug, one.name) for one in queries.segments(store.id)],
    )


def wanted_of(request: HttpRequest) -> CustomerFilter:
    """The filters of the address, no longer than they can be."""
    asked = request.GET
    return CustomerFilter(
        text=asked.get("q", "").strip()[:100],
        tag=asked.get("tag", "").strip().lower()[:60],
        segment=asked.get("segment", "")[:80],
    )


def spent(one: CustomerInfo) -> list[Money]:
    """What a shopper spent, a sum for each currency."""
    return [Money(minor, currency) for currency, minor in one.spend_minor.items()]


def customer(request: HttpRequest, customer_id: int) -> HttpResponse:
    """Show one shopper, as far as the role of who looks goes."""
    store, user = store_of(request), request.user
    found = queries.customer_by_id(store.id, customer_id)
    first, last = queries.bought_between(customer_id)
    is_owed = user.can(Capability.VIEW_WALLET)
    return show(
        request,
        "customers/customer.html",
        found.name or found.email,
        one=found,
        spent=spent(found),
        first=first,
        last=last,
        orders=orders_of(found) if user.can(Capability.VIEW_ORDERS) else [],
        segments=_segments(found),
        wallet=_wallet(found, now_of(request)) if is_owed else [],
        account=account_of(found, request),
        exempt=_exempt(found) if user.can(Capability.EDIT_TAXES) else [],
    )


def save(request: HttpRequest, customer_id: int) -> HttpResponse:
    """Change tags and tax number, if nobody else has since they were shown."""
    post, store_id = request.POST, store_of(request).id
    return act(
        request,
        lambda: operations.change_customer(
            store_id=store_id,
            customer_id=customer_id,
            expected_version=number_of(post.get("version", "")),
            tags=[tag for tag in post.get("tags", "").split(",") if tag.strip()],
            tax_id=post.get("tax_id", ""),
            now=now_of(request),
        ),
        done="Saved.",
        back=link("customer", customer_id),
    )


def orders_of(one: CustomerInfo) -> list[OrderRow]:
    """The latest orders of a shopper."""
    theirs = Order.objects.alias(mail=Lower("email")).filter(store_id=one.store_id, mail=one.email)
    rows = theirs.exclude(state__in=["pending", "voided"]).annotate(units=Sum("lines__quantity"))
    return [row_of(row) for row in rows.order_by("-placed_at").values(*FIELDS)[:ORDERS]]


def _segments(one: CustomerInfo) -> list[tuple[Any, datetime]]:
    since = queries.joined_of(one.id)
    return [(row, since[row.info.id]) for row in rows_of(one.store_id) if row.info.id in since]


def _wallet(one: CustomerInfo, now: datetime) -> list[Any]:
    return [account_row(account, now) for account in accounts_of(one.store_id, one.email)]


def _exempt(one: CustomerInfo) -> list[Any]:
    return [found for found in tax_exemptions(one.store_id) if found.email == one.email]
