"""What other rooms may know of a store."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class StoreInfo:
    """One shop: currency is ISO 4217, time_zone an IANA name, texts by language."""

    id: int
    slug: str
    name: str
    currency: str
    language: str
    languages: tuple[str, ...]
    country: str
    time_zone: str
    email: str
    tagline: Mapping[str, str]
    about: Mapping[str, str]
    headline: Mapping[str, str]
    hosts: tuple[str, ...] = ()


class LegalKind(StrEnum):
    """What the law wants a shop to show: terms of sale, privacy policy, returns policy."""

    TERMS = "terms"
    PRIVACY = "privacy"
    RETURNS = "returns"


@dataclass(frozen=True, slots=True)
class LegalPageInfo:
    """One version of a legal page, by language a text in Markdown or an address elsewhere.

    ``at`` is when it was published, aware UTC; version 0 was never published.
    """

    kind: LegalKind
    version: int
    texts: Mapping[str, str]
    urls: Mapping[str, str]
    at: datetime | None = None
    actor: str = ""

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages it can be read in."""
        return tuple(dict.fromkeys((*self.texts, *self.urls)))

    def tongue(self, wanted: str, usual: str) -> str:
        """The language to show it in: the wanted one, else the store's usual one, else any.

        Empty where there is nothing to show.
        """
        known = self.languages
        return next((one for one in (wanted, usual, *known) if one in known), "")
