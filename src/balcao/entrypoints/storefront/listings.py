"""Products in grids: cards, sorting, paging."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from urllib.parse import urlencode

from django.utils.translation import gettext, ngettext

from balcao.domains.search.values import Listing, ProductCard, Sort
from balcao.entrypoints.storefront import links
from balcao.entrypoints.storefront.viewmodels import Card, Link, Pager
from balcao.entrypoints.storefront.words import price_text

ABOVE_THE_FOLD = 4


def cards_of(found: Iterable[ProductCard], language: str, *, eager: int = 0) -> tuple[Card, ...]:
    """Products as cards; the first ``eager`` pictures are loaded at once."""
    sold_out, offer = gettext("Sold out"), gettext("Offer")
    start = gettext("from %(price)s")
    cards = []
    for place, row in enumerate(found):
        price = price_text(row.price, language)
        before = row.compare_at if row.compare_at and row.price < row.compare_at else None
        cards.append(
            Card(
                url=links.product_url(row.handle, language),
                title=row.title,
                picture=links.picture_of(row.image, row.image_alt or row.title),
                price=start % {"price": price} if row.has_range else price,
                compare_at=price_text(before, language) if before else "",
                tag=sold_out if row.sellable <= 0 else offer if before else "",
                is_first=place < eager,
            )
        )
    return tuple(cards)


def count_text(count: int) -> str:
    """How many products there are."""
    return ngettext("%(count)d product", "%(count)d products", count) % {"count": count}


def sort_of(asked: str) -> Sort:
    """A known order; the newest first for anything else."""
    return Sort(asked) if asked in set(Sort) else Sort.NEWEST


def asked_of(query: Mapping[str, str]) -> tuple[Sort, int]:
    """The order and the page of an address."""
    return sort_of(query.get("sort", "")), page_of(query.get("page", ""))


def sort_links(current: Sort) -> tuple[Link, ...]:
    """The orders to choose from; each begins at the first page."""
    labels = {
        Sort.NEWEST: gettext("Newest"),
        Sort.CHEAPEST: gettext("Lowest price"),
        Sort.DEAREST: gettext("Highest price"),
        Sort.NAME: gettext("Name"),
    }
    return tuple(Link(label, address(sort, 1), sort == current) for sort, label in labels.items())


def page_of(asked: str) -> int:
    """A page number; the first for anything that is not one."""
    is_number = asked.isascii() and asked.isdecimal() and len(asked) < 6
    return max(1, int(asked)) if is_number else 1


def address(sort: Sort, page: int) -> str:
    """A page of this listing, relative to itself; the usual values are left out."""
    parts = {} if sort is Sort.NEWEST else {"sort": sort.value}
    if page > 1:
        parts["page"] = str(page)
    return f"?{urlencode(parts)}" if parts else "?"


def pager_of(found: Listing, sort: Sort) -> Pager | None:
    """Links to the other pages; None when there is only one."""
    page, last = found.page, found.pages
    if last < 2:
        return None
    shown = sorted({1, last, *range(max(1, page - 1), min(last, page + 1) + 1)})
    links_: list[Link] = []
    before = 0
    for number in shown:
        if number > before + 1:
            links_.append(Link("…", ""))
        links_.append(Link(str(number), address(sort, number), number == page))
        before = number
    return Pager(
        previous_url=address(sort, page - 1) if page > 1 else "",
        next_url=address(sort, page + 1) if page < last else "",
        pages=tuple(links_),
    )
