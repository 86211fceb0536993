"""Reads about stores."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q

from balcao.domains.stores.errors import NoSuchLegalPage, NoSuchStore
from balcao.domains.stores.models import LegalPage, Store
from balcao.domains.stores.values import LegalKind, LegalPageInfo, StoreInfo


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


def legal_pages(store_id: int) -> list[LegalPageInfo]:
    """The legal pages that a store shows now, in the order in which they are named."""
    rows = LegalPage.objects.filter(store=store_id).order_by("kind", "-version").distinct("kind")
    shown = {row.kind: _page(row) for row in rows if row.texts or row.urls}
    return [shown[kind] for kind in LegalKind if kind in shown]


def legal_page(store_id: int, kind: str, version: int | None = None) -> LegalPageInfo:
    """One legal page, in the version that counts now or in another one; a withdrawn one, too.

    :raises NoSuchLegalPage: it was never published, or not in this version.
    """
    rows = LegalPage.objects.filter(store=store_id, kind=kind)
    found = rows.filter(version=version) if version is not None else rows.order_by("-version")
    row = found.first()
    if row is None:
        raise NoSuchLegalPage(kind=kind)
    return _page(row)


def legal_versions(store_id: int, kind: str) -> list[LegalPageInfo]:
    """Every version of a legal page, the latest first."""
    rows = LegalPage.objects.filter(store=store_id, kind=kind).order_by("-version")
    return [_page(row) for row in rows]


def check_versions(store_id: int, shown: Iterable[tuple[str, int]]) -> None:
    """Refuse versions of legal pages that never were; those that counted once are fine.

    :raises NoSuchLegalPage: one of them was never published.
    """
    wanted = dict(shown)
    if not wanted:
        return
    known = Q()
    for kind, version in wanted.items():
        known |= Q(kind=kind, version=version)
    found = LegalPage.objects.filter(known, store=store_id).values_list("kind", flat=True)
    gone = wanted.keys() - set(found)
    if gone:
        raise NoSuchLegalPage(field="agreed", kinds=sorted(gone))


def _page(row: LegalPage) -> LegalPageInfo:
    return LegalPageInfo(
        kind=LegalKind(row.kind),
        version=row.version,
        texts=row.texts,
        urls=row.urls,
        at=row.at,
        actor=row.actor,
    )


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
