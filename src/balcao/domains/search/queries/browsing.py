"""What shoppers browse: one round trip a page."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import orjson

from balcao.domains.catalog.errors import NoSuchCategory
from balcao.domains.catalog.queries import category_by_slug
from balcao.domains.catalog.values import MediaInfo
from balcao.domains.search.errors import NoSuchPage
from balcao.domains.search.queries.listed import (
    cards_at,
    offers_at,
    public_lists,
    with_lowest,
)
from balcao.domains.search.rules import prefix_query
from balcao.domains.search.values import (
    CategoryPage,
    Listing,
    Offer,
    ProductCard,
    ProductPage,
    Sort,
)
from balcao.kernel.money import Money
from balcao.plumbing.sql import run_sql_dicts

PER_PAGE: Final = 24


def browse(
    store_id: int,
    *,
    currency: str,
    language: str,
    now: datetime,
    category: UUID | None = None,
    text: str | None = None,
    sort: Sort = Sort.NEWEST,
    page: int = 1,
    per_page: int = PER_PAGE,
) -> Listing:
    """A page of products on sale; ``text`` finds words in titles, descriptions and tags.

    A text without a single word finds nothing; None does not search. Prices are those for
    everybody, by price lists; sorting by price goes by base prices.
    """
    query = "" if text is None else prefix_query(text)
    if text is not None and not query:
        return Listing((), 0, page, per_page)
    rows = run_sql_dicts(
        "search/listing",
        store_id=store_id,
        currency=currency,
        language=language,
        category=category,
        query=query,
        sort=sort.value,
        limit=per_page,
        offset=(page - 1) * per_page,
    )
    total = rows[0]["total"] if rows else 0
    number = (rows[0]["rules"] or 0) if rows else 0
    heads = public_lists(store_id, number, currency, now) if rows else ()
    cards = {row["id"]: _card(row, currency) for row in rows}
    return Listing(cards_at(cards, heads, currency, now), total, page, per_page)


def browse_category(
    store_id: int,
    slug: str,
    *,
    currency: str,
    language: str,
    now: datetime,
    sort: Sort = Sort.NEWEST,
    page: int = 1,
) -> CategoryPage:
    """A shelf and a page of what stands on it.

    :raises NoSuchPage: there is no such shelf, or not so many pages of it.
    """
    try:
        shelf = category_by_slug(store_id, slug, language)
    except NoSuchCategory:
        raise NoSuchPage(slug=slug) from None
    listing = browse(
        store_id,
        currency=currency,
        language=language,
        now=now,
        category=shelf.id,
        sort=sort,
        page=page,
    )
    if page > 1 and not listing.cards:
        raise NoSuchPage(slug=slug, page=page)
    return CategoryPage(replace(shelf, products=listing.total), listing)


def product_page(
    store_id: int, handle: str, *, currency: str, language: str, now: datetime, country: str = ""
) -> ProductPage:
    """Everything a product page shows, at the prices for everybody.

    ``country`` is where the store is at home: some countries want the lowest price of 30 days
    beside a reduced one.

    :raises NoSuchPage: there is no such product on sale.
    """
    rows = run_sql_dicts(
        "search/product_page",
        store_id=store_id,
        handle=handle,
        currency=currency,
        language=language,
    )
    if not rows:
        raise NoSuchPage(handle=handle)
    page, number = _page(rows[0], currency, language), rows[0]["rules"] or 0
    offers = offers_at(page.offers, public_lists(store_id, number, currency, now), now)
    offers = with_lowest(offers, store_id=store_id, number=number, country=country, now=now)
    return replace(page, offers=offers)


def _page(row: dict[str, Any], currency: str, language: str) -> ProductPage:
    words = orjson.loads(row["translations"]).get(language, {})
    terms = words.get("terms", {})
    return ProductPage(
        id=row["id"],
        handle=row["handle"],
        title=words.get("title") or row["title"],
        description_html=words.get("description_html") or row["description_html"],
        vendor=row["vendor"],
        category_id=row["category_id"],
        category_slug=row["category_slug"],
        category_name=row["category_name"],
        option_names=tuple(terms.get(name, name) for name in row["option_names"]),
        offers=tuple(_offer(offer, currency, terms) for offer in orjson.loads(row["offers"])),
        media=tuple(MediaInfo(*picture) for picture in orjson.loads(row["media"])),
        seo_description=row["seo_description"],
    )


def _offer(row: list[Any], currency: str, terms: dict[str, str]) -> Offer:
    variant_id, sku, options, price, compare, sellable, image = row
    return Offer(
        variant_id=UUID(variant_id),
        sku=sku,
        options=tuple(terms.get(value, value) for value in options),
        price=Money(price, currency),
        compare_at=None if compare is None else Money(compare, currency),
        sellable=sellable,
        image=image,
    )


def _card(row: dict[str, Any], currency: str) -> ProductCard:
    compare = row["compare_minor"]
    return ProductCard(
        handle=row["handle"],
        title=row["title"],
        vendor=row["vendor"],
        image=row["image"],
        image_alt=row["image_alt"],
        price=Money(row["price_minor"], currency),
        compare_at=None if compare is None else Money(compare, currency),
        has_range=row["has_range"],
        sellable=row["sellable"],
    )
