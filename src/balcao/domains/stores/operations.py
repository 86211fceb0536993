"""Changes to stores."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from balcao.domains.stores.errors import BadStoreSettings, NoSuchStore
from balcao.domains.stores.models import Store

LONGEST_NAME: Final = 80


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


@transaction.atomic
def change_store(
    *,
    store_id: int,
    name: str,
    email: str,
    texts: Mapping[str, Mapping[str, str]],
) -> None:
    """Change what the shop is called, where its mails come from and what it says of itself.

    ``texts`` may hold ``tagline``, ``about`` and ``headline``, each by language.

    :raises NoSuchStore: there is none with this id.
    :raises BadStoreSettings: no name, or not a mail address.
    """
    row = Store.objects.select_for_update().filter(pk=store_id).first()
    if row is None:
        raise NoSuchStore
    if not 0 < len(name.strip()) <= LONGEST_NAME:
        raise BadStoreSettings(f"A name has 1 to {LONGEST_NAME} characters.", field="name")
    try:
        validate_email(email.strip())
    except ValidationError:
        raise BadStoreSettings(f"“{email}” is not a mail address.", field="email") from None
    row.name, row.email = name.strip(), email.strip()
    row.tagline = dict(texts.get("tagline", row.tagline))
    row.about = dict(texts.get("about", row.about))
    row.headline = dict(texts.get("headline", row.headline))
    row.save(update_fields=["name", "email", "tagline", "about", "headline"])


def _check(currency: str, time_zone: str) -> None:
    try:
        ZoneInfo(time_zone)
    except (ZoneInfoNotFoundError, ValueError):
        raise BadStoreSettings(
            f"“{time_zone}” is not an IANA time zone.", field="time_zone"
        ) from None
    if len(currency) != 3 or not currency.isalpha() or not currency.isupper():
        raise BadStoreSettings(f"“{currency}” is not an ISO 4217 code.", field="currency")
