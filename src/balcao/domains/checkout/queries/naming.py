"""What people call the things that rules of promotions name by id, slug or code."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final
from uuid import UUID

from balcao.domains.catalog.queries import (
    categories,
    collections,
    product_titles,
    variant_cards,
)
from balcao.domains.customers.queries import segments
from balcao.domains.payments.queries import provider_label
from balcao.domains.shipping.queries import rate_names
from balcao.domains.stores.queries import store_by_id

Names = Mapping[str, str]


def names_in(store_id: int, rules: Iterable[object], language: str) -> Names:
    """Names of products, categories, segments and so on that rules or facts of verdicts name.

    A product is called by its title in the language, a variant by title and options. What is gone
    has no name.

    :param language: ``pt-br`` or ``en``.
    """
    wanted: dict[str, set[str]] = defaultdict(set)
    for rule in rules:
        _collect(rule, wanted)
    names: dict[str, str] = {}
    for kind, keys in wanted.items():
        known = NAMED[kind](store_id, keys, language)
        names.update({key: known[key] for key in keys if key in known})
    return names


def _collect(part: Any, wanted: dict[str, set[str]]) -> None:
    if isinstance(part, Mapping):
        kind, keys = part.get("kind"), part.get("in")
        if isinstance(kind, str) and kind in NAMED and isinstance(keys, list | tuple):
            wanted[kind].update(str(key) for key in keys)
        if isinstance(part.get("variant"), str):
            wanted["variant"].add(part["variant"])
        for key, fact in FACTS.items():
            if isinstance(part.get(key), list | tuple):
                wanted[fact].update(str(one) for one in part[key])
        for value in part.values():
            _collect(value, wanted)
    elif isinstance(part, list | tuple):
        for value in part:
            _collect(value, wanted)


def _ids(keys: Iterable[str]) -> list[UUID]:
    found = []
    for key in keys:
        try:
            found.append(UUID(key))
        except ValueError:
            continue
    return found


def _products(store_id: int, keys: set[str], language: str) -> Names:
    titles = product_titles(store_id, _ids(keys), language)
    return {str(key): title for key, title in titles.items()}


def _variants(store_id: int, keys: set[str], _: str) -> Names:
    cards = variant_cards(store_id, _ids(keys)).values()
    return {
        str(one.id): f"{one.title} ({one.options})" if one.options else one.title for one in cards
    }


def _categories(store_id: int, _: set[str], language: str) -> Names:
    return {str(one.id): one.name for one in categories(store_id, language)}


def _collections(store_id: int, _: set[str], language: str) -> Names:
    return {
        str(one.id): one.translations.get(language, {}).get("name") or one.name
        for one in collections(store_id)
    }


def _groups(store_id: int, _: set[str], __: str) -> Names:
    return {one.slug: one.name for one in segments(store_id)}


def _rates(store_id: int, _: set[str], language: str) -> Names:
    return rate_names(store_id, language)


def _payments(_: int, keys: set[str], language: str) -> Names:
    return {key: provider_label(key, language) for key in keys}


def _stores(store_id: int, _: set[str], __: str) -> Names:
    return {str(store_id): store_by_id(store_id).name}


NAMED: Final[Mapping[str, Callable[[int, set[str], str], Names]]] = {
    "product": _products,
    "variant": _variants,
    "category": _categories,
    "collection": _collections,
    "group": _groups,
    "shipping": _rates,
    "payment": _payments,
    "store": _stores,
}
# As the facts of verdicts call them.
FACTS: Final = {"groups": "group", "stores": "store", "shipping": "shipping", "payment": "payment"}
