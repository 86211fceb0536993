"""Shelves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from balcao.domains.catalog.models import Category


def save_category(
    *,
    store_id: int,
    slug: str,
    name: str,
    description: str = "",
    translations: Mapping[str, Any] | None = None,
    image: str = "",
    position: int = 0,
) -> UUID:
    """Make a category or bring it up to date, by its slug; returns its id."""
    row, _ = Category.objects.update_or_create(
        store_id=store_id,
        slug=slug,
        defaults={
            "name": name,
            "description": description,
            "translations": dict(translations or {}),
            "image": image,
            "position": position,
        },
    )
    return row.pk
