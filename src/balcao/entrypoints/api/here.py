"""What every request brings along: which shop it is for, when it is, in which language."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from django.http import HttpRequest

from balcao.domains.risk.values import Visitor
from balcao.domains.stores.queries import store_for_host
from balcao.domains.stores.values import StoreInfo
from balcao.plumbing.kept import Kept
from balcao.plumbing.web.callers import device_digest_of, network_digest_of

KEPT_SECONDS: Final = 15
STORES: Final[Kept[StoreInfo]] = Kept(KEPT_SECONDS)


def moment() -> datetime:
    """Now, aware UTC: the one place where the API looks at the clock."""
    return datetime.now(UTC)


def store_of(request: HttpRequest) -> StoreInfo:
    """The shop that answers to this host.

    :raises NoSuchStore: there is no shop at all yet.
    """
    host = request.get_host().partition(":")[0]
    return STORES.get(host, lambda: store_for_host(host))


def language_of(store: StoreInfo, asked: str | None) -> str:
    """The language asked for when the shop speaks it, else the shop's own."""
    wanted = (asked or "").lower()
    return wanted if wanted in store.languages else store.language


def visitor_of(request: HttpRequest) -> Visitor:
    """Who asks, as digests that cannot be read back."""
    return Visitor(network_digest_of(request), device_digest_of(request))
