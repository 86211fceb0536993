"""Reads about stores."""

from __future__ import annotations

from balcao.domains.stores.errors import NoSuchStore
from balcao.domains.stores.models import Store
from balcao.domains.stores.values import StoreInfo


def store_for_host(host: str) -> StoreInfo:
    """The store that answers to a host name; the oldest store when no store claims it.

    :raises NoSuchStore: there is no store at all.
    """
    stores = Store.objects.order_by("id")
    found = stores.filter(hosts__contains=[host.lower()]).first() or stores.first()
    if found is None:
        raise NoSuchStore
    return _info(found)


def store_by_id(store_id: int) -> StoreInfo:
    """One store.

    :raises NoSuchStore: there is none with this id.
    """
    found = Store.objects.filter(pk=store_id).first()
    if found is None:
        raise NoSuchStore
    return _info(found)


def store_by_slug(slug: str) -> StoreInfo | None:
    """One store by its short name, or None."""
    found = Store.objects.filter(slug=slug).first()
    return _info(found) if found else None


def all_stores() -> list[StoreInfo]:
    """Every store, the oldest first."""
    return [_info(row) for row in Store.objects.order_by("id")]


def _info(row: Store) -> StoreInfo:
    return StoreInfo(
        id=row.pk,
        slug=row.slug,
        name=row.name,
        currency=row.currency,
        language=row.language,
        languages=tuple(row.languages),
        country=row.country,
        time_zone=row.time_zone,
        email=row.email,
        tagline=row.tagline,
        about=row.about,
        headline=row.headline,
        hosts=tuple(row.hosts),
    )
