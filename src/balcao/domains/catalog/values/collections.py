"""Collections as other rooms see them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True)
class ProductFacts:
    """What the rule of a collection looks at; ``category`` is an id as text, or empty."""

    tags: frozenset[str] = frozenset()
    brand: str = ""
    category: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CollectionInfo:
    """Products that belong together; ``rule`` None means by hand, ``version`` is its ETag."""

    id: UUID
    store_id: int
    slug: str
    name: str
    description: str
    translations: Mapping[str, Any]
    rule: Mapping[str, Any] | None
    is_listed: bool
    version: int
    products: int
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectionEdit:
    """A collection as it should be; ``rule`` None means by hand."""

    name: str
    description: str = ""
    translations: Mapping[str, Any] = field(default_factory=dict)
    rule: Mapping[str, Any] | None = None
    is_listed: bool = True
