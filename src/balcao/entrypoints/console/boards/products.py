"""The list of products, and a new one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.db.models import Count, F, Min, OuterRef, Q, QuerySet, Subquery, Sum
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict

from balcao.domains.catalog.models import Media, Product
from balcao.domains.catalog.operations import create_product
from balcao.domains.catalog.queries import categories, product_by_id
from balcao.domains.catalog.values import NewProduct, NewVariant
from balcao.domains.inventory.models import StockLevel
from balcao.domains.pricing.models import Price
from balcao.domains.pricing.operations import set_prices
from balcao.entrypoints.console.boards.productform import price_of
from balcao.entrypoints.console.listing import onward, page_of, word_of
from balcao.entrypoints.console.pages import link, now_of, said, show, store_of
from balcao.kernel.errors import BalcaoError
from balcao.kernel.money import Money
from balcao.kernel.slugs import slugify

STATUSES: Final = Product.Status.values
PICTURE: Final = Media.objects.filter(product=OuterRef("pk")).order_by("position").values("src")
FIELDS: Final = ("id", "title", "status", "category__name", "created_at", "picture")


@dataclass(frozen=True, slots=True)
class ProductRow:
    """A product in the list; ``left`` units may still be sold."""

    id: UUID
    title: str
    status: str
    category: str
    picture: str
    variants: int
    price: Money | None
    left: int


def products(request: HttpRequest) -> HttpResponse:
    """Show products of one status, or those that a text finds."""
    store = store_of(request)
    text, status = request.GET.get("q", "").strip(), word_of(request, "status", STATUSES, "")
    page = page_of(
        find(store.id, text, status).annotate(picture=Subquery(PICTURE[:1])).values(*FIELDS),
        key=("created_at", "id"),
        kinds=(datetime.fromisoformat, UUID),
        cursor=request.GET.get("cursor"),
        descending=True,
    )
    shown = {
        "rows": rows_of(page.items, store.currency),
        "tabs": [("", "All", status == ""), *((s, s, s == status) for s in STATUSES)],
        "more": onward(request, page),
    }
    return show(request, "products.html", "Products", q=text, chosen=status, **shown)


def find(store_id: int, text: str, status: str) -> QuerySet[Product]:
    """Products of one status, or any, whose title, handle or SKU has this text."""
    rows = Product.objects.filter(store_id=store_id)
    rows = rows.filter(status=status) if status else rows
    if not text:
        return rows
    found = Q(title__icontains=text) | Q(handle__icontains=text)
    return rows.filter(found | Q(variants__sku__icontains=text)).distinct()


def rows_of(items: Any, currency: str) -> list[ProductRow]:
    """Products with their lowest price and what is left of all their variants."""
    ids = [row["id"] for row in items]
    prices = Price.objects.filter(variant__product__in=ids, currency=currency)
    lowest = dict(prices.values_list("variant__product").annotate(low=Min("amount_minor")))
    left = Sum(F("on_hand") - F("reserved") - F("allocated"))
    levels = StockLevel.objects.filter(variant__product__in=ids)
    lefts = dict(levels.values_list("variant__product").annotate(left=left))
    shown = Product.objects.filter(pk__in=ids)
    counts = dict(shown.values_list("pk").annotate(n=Count("variants")))
    return [_row(row, counts, lowest, lefts, currency) for row in items]


def new(request: HttpRequest) -> HttpResponse:
    """Show the form of a new product."""
    return new_page(request, QueryDict())


def create(request: HttpRequest) -> HttpResponse:
    """Make a product with its first variant and go on to its page."""
    try:
        product_id = make(request)
    except BalcaoError as error:
        messages.error(request, said(error))
        return new_page(request, request.POST, status=422)
    messages.success(request, "The product is made as a draft. Fill it in, then put it on sale.")
    return HttpResponseRedirect(link("product", product_id), status=303)


@transaction.atomic
def make(request: HttpRequest) -> UUID:
    """The product of the form, with its first variant and that one's price."""
    store, post, now = store_of(request), request.POST, now_of(request)
    title = post.get("title", "")
    variant = NewVariant(sku=post.get("sku", ""), option_values=_parts(post, "option_values"))
    product = NewProduct(
        handle=post.get("handle", "").strip() or slugify(title),
        title=title,
        variants=(variant,),
        vendor=post.get("vendor", "").strip(),
        category_slug=post.get("category", ""),
        option_names=_parts(post, "option_names"),
    )
    product_id = create_product(store_id=store.id, product=product, now=now)
    made = product_by_id(product_id).variants[0]
    if post.get("price", "").strip():
        price = price_of(made.id, post["price"], "", store.currency)
        set_prices(store_id=store.id, prices=[price], now=now)
    return product_id


def new_page(request: HttpRequest, typed: QueryDict, *, status: int = 200) -> HttpResponse:
    """The form of a new product, as typed so far."""
    store = store_of(request)
    shelves = categories(store.id, store.language)
    form = {name: typed.get(name, "") for name in FORM}
    return show(
        request, "product_new.html", "New product", status=status, form=form, shelves=shelves
    )


FORM = ("title", "handle", "vendor", "category", "sku", "price", "option_names", "option_values")


def _parts(post: QueryDict, name: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in post.get(name, "").split(",") if part.strip())


def _row(
    row: Mapping[str, Any],
    counts: Mapping[UUID, int],
    lowest: Mapping[UUID, int],
    lefts: Mapping[UUID, int],
    currency: str,
) -> ProductRow:
    minor = lowest.get(row["id"])
    return ProductRow(
        id=row["id"],
        title=row["title"],
        status=row["status"],
        category=row["category__name"] or "",
        picture=row["picture"] or "",
        variants=counts.get(row["id"], 0),
        price=None if minor is None else Money(minor, currency),
        left=lefts.get(row["id"], 0),
    )
