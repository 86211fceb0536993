"""Rules of segments in words, with the titles of the products they name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from balcao.domains.catalog.models import Product, Variant
from balcao.domains.customers import queries


def in_words(store_id: int, *rules: Mapping[str, Any]) -> str:
    """A checked rule as an English sentence."""
    return words_of(store_id, rules)[0]


def words_of(store_id: int, rules: tuple[Mapping[str, Any], ...]) -> list[str]:
    """Checked rules as English sentences; at most two statements for all of them."""
    ids = set().union(*(queries.ids_in(rule) for rule in rules))
    names: dict[str, str] = {}
    if ids:
        products = Product.objects.filter(store_id=store_id, pk__in=ids)
        variants = Variant.objects.filter(store_id=store_id, pk__in=ids)
        for rows in (products.values_list("pk", "title"), variants.values_list("pk", "sku")):
            names.update((str(key), name) for key, name in rows)
    return [queries.in_words(rule, language="en", names=names) for rule in rules]
