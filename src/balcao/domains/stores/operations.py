"""Changes to stores."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.db import transaction

from balcao.domains.stores.errors import BadStoreSettings
from balcao.domains.stores.models import Store


@transaction.atomic
def create_store(
    *,
    slug: str,
    name: str,
    currency: str,
    language: str,
    languages: Sequence[str],
    country: str,
    time_zone: str,
    email: str,
    now: datetime,
    texts: Mapping[str, Mapping[str, str]] | None = None,
) -> int:
    """Open a store and return its id.

    ``texts`` may hold ``tagline``, ``about`` and ``headline``, each by language.

    :raises BadStoreSettings: the time zone or the currency is unknown.
    """
    _check(currency, time_zone)
    said = texts or {}
    return Store.objects.create(
        slug=slug,
        name=name,
        currency=currency,
        language=language,
        languages=list(languages),
        country=country,
        time_zone=time_zone,
        email=email,
        created_at=now,
        tagline=dict(said.get("tagline", {})),
        about=dict(said.get("about", {})),
        headline=dict(said.get("headline", {})),
    ).pk


def _check(currency: str, time_zone: str) -> None:
    try:
        ZoneInfo(time_zone)
    except (ZoneInfoNotFoundError, ValueError):
        raise BadStoreSettings(
            f"“{time_zone}” is not an IANA time zone.", field="time_zone"
        ) from None
    if len(currency) != 3 or not currency.isalpha() or not currency.isupper():
        raise BadStoreSettings(f"“{currency}” is not an ISO 4217 code.", field="currency")
