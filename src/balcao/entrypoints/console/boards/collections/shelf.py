"""Collections: all of them, and one with its products in their order."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from balcao.domains.catalog import operations, queries
from balcao.domains.catalog.errors import BadCollection
from balcao.domains.catalog.models import Product
from balcao.domains.catalog.ports import named_by
from balcao.domains.catalog.values import CollectionInfo
from balcao.entrypoints.console.listing import number_of
from balcao.entrypoints.console.pages import act, link, now_of, show, store_of

SHOWN: Final = 200


@dataclass(frozen=True, slots=True)
class Placed:
    """A product and where it stands, from 1."""

    place: int
    id: UUID
    title: str
    handle: str
    status: str


def collections(request: HttpRequest) -> HttpResponse:
    """Show all collections by name."""
    found = queries.collections(store_of(request).id)
    return show(request, "collections/collections.html", "Collections", rows=found)


def collection(request: HttpRequest, collection_id: UUID) -> HttpResponse:
    """Show one collection with its first products."""
    store_id = store_of(request).id
    found = queries.collection_by_id(store_id, collection_id)
    return show(
        request,
        "collections/collection.html",
        found.name,
        one=found,
        rows=placed_in(found),
        shown=SHOWN,
        uses=[named.name for named in named_by(store_id, collection_id)],
    )


def placed_in(found: CollectionInfo) -> list[Placed]:
    """The first products of a collection in their order."""
    ids = queries.product_ids_in(found.id, limit=SHOWN)
    rows = Product.objects.filter(pk__in=ids).values_list("pk", "title", "handle", "status")
    known = {row[0]: row for row in rows}
    return [Placed(at, *known[key]) for at, key in enumerate(ids, start=1) if key in known]


def arrange(request: HttpRequest, collection_id: UUID) -> HttpResponse:
    """Put products into a collection by hand, take them out and say their order."""
    store_id = store_of(request).id
    return act(
        request,
        lambda: operations.set_collection_products(
            store_id=store_id,
            collection_id=collection_id,
            expected_version=number_of(request.POST.get("version", "")),
            product_ids=wanted_of(request, collection_id),
            now=now_of(request),
        ),
        done="Saved.",
        back=link("collection", collection_id),
    )


def wanted_of(request: HttpRequest, collection_id: UUID) -> list[UUID]:
    """The products as the form has them; those it did not show keep their places.

    :raises BadCollection: a handle names no product.
    """
    post, out = request.POST, set(request.POST.getlist("out"))
    places: list[tuple[int, int, UUID]] = []
    for at, key in enumerate(queries.product_ids_in(collection_id), start=1):
        if str(key) not in out:
            places.append((number_of(post.get(f"place-{key}", ""), at), at, key))
    kept = [key for *_, key in sorted(places)]
    added = _by_handle(store_of(request).id, post.get("handles", ""))
    return [*kept, *(key for key in added if key not in set(kept))]


def _by_handle(store_id: int, text: str) -> list[UUID]:
    words = list(dict.fromkeys(filter(None, re.split(r"[\s,]+", text))))
    rows = Product.objects.filter(store_id=store_id, handle__in=words)
    known = dict(rows.values_list("handle", "pk"))
    unknown = [word for word in words if word not in known]
    if unknown:
        shown = ", ".join(f"“{word[:80]}”" for word in unknown[:5])
        raise BadCollection(f"No product has the handle {shown}.", field="handles")
    return [known[word] for word in words]
