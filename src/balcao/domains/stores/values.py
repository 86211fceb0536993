"""What other rooms may know of a store."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


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
