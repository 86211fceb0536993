"""Changes to stores."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.db import IntegrityError, transaction

from balcao.domains.stores.errors import (
    BadLegalPage,
    BadStoreSettings,
    LegalPageChanged,
    NoSuchStore,
)
from balcao.domains.stores.models import LegalPage, Store
from balcao.domains.stores.values import LegalKind

LONGEST_NAME: Final = 80
LONGEST_PAGE: Final = 50_000
LONGEST_URL: Final = 500
is_https: Final = URLValidator(schemes=["https"])


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


@transaction.atomic
def publish_legal_page(
    *,
    store_id: int,
    kind: LegalKind,
    texts: Mapping[str, str],
    urls: Mapping[str, str],
    by: str,
    now: datetime,
    expected_version: int,
) -> int:
    """Publish another version of a legal page; returns its number.

    By language it is a text in Markdown, or the https address of a page elsewhere; with neither
    in any language it is withdrawn. Publishing what counts already changes nothing.

    :raises NoSuchStore: there is none with this id.
    :raises BadLegalPage: a language, text or address cannot be accepted; ``field`` says which.
    :raises LegalPageChanged: ``expected_version`` is not the one that counts now.
    """
    store = Store.objects.filter(pk=store_id).first()
    if store is None:
        raise NoSuchStore
    said = {lang: text.strip() for lang, text in texts.items() if text.strip()}
    links = {lang: url.strip() for lang, url in urls.items() if url.strip()}
    _check_page(store.languages, said, links)
    latest = LegalPage.objects.filter(store=store_id, kind=kind).order_by("-version").first()
    counts = latest.version if latest else 0
    if (latest.texts, latest.urls) == (said, links) if latest else not said and not links:
        return counts
    if counts != expected_version:
        raise LegalPageChanged(version=counts)
    try:
        with transaction.atomic():
            row = LegalPage.objects.create(
                store=store,
                kind=kind,
                version=counts + 1,
                texts=said,
                urls=links,
                at=now,
                actor=by,
            )
    except IntegrityError:  # two published at once: the constraint has let one through
        raise LegalPageChanged(version=counts + 1) from None
    return row.version


def _check_page(known: Sequence[str], texts: Mapping[str, str], urls: Mapping[str, str]) -> None:
    for language in (*texts, *urls):
        if language not in known:
            says = f"This store does not speak “{language}”."
            raise BadLegalPage(says, field=f"text-{language}")
        if language in texts and language in urls:
            says = "Write a text or name an address, not both."
            raise BadLegalPage(says, field=f"url-{language}")
    for language, text in texts.items():
        if len(text) > LONGEST_PAGE:
            says = f"A page has at most {LONGEST_PAGE:,} characters."
            raise BadLegalPage(says, field=f"text-{language}")
    for language, url in urls.items():
        _check_url(url, field=f"url-{language}")


def _check_url(url: str, *, field: str) -> None:
    try:
        is_https(url)
    except ValidationError:
        raise BadLegalPage("An address begins with https://.", field=field) from None
    if len(url) > LONGEST_URL:
        raise BadLegalPage(f"An address has at most {LONGEST_URL} characters.", field=field)


def _check(currency: str, time_zone: str) -> None:
    try:
        ZoneInfo(time_zone)
    except (ZoneInfoNotFoundError, ValueError):
        raise BadStoreSettings(
            f"“{time_zone}” is not an IANA time zone.", field="time_zone"
        ) from None
    if len(currency) != 3 or not currency.isalpha() or not currency.isupper():
        raise BadStoreSettings(f"“{currency}” is not an ISO 4217 code.", field="currency")
