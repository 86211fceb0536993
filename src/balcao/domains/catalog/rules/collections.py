"""Which products belong into a collection. Pure.

Categories are named by their id, everything else as it is written on the product.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final

from balcao.domains.catalog.errors import BadCollection, BadCollectionRule
from balcao.domains.catalog.values import CollectionEdit, ProductFacts
from balcao.kernel.documents import Kind, check_tree, several, text, uuid

ANY_OF: Final = Kind({"any_of": several(text)}, needs=("any_of",))
KINDS: Final[Mapping[str, Kind]] = {
    "tag": ANY_OF,
    "brand": ANY_OF,
    "category": Kind({"any_of": several(uuid)}, needs=("any_of",)),
    "attribute": Kind({"name": text, "any_of": several(text)}, needs=("name", "any_of")),
}
Rule = Mapping[str, Any]


def check_collection(edit: CollectionEdit) -> CollectionEdit:
    """A collection as it can be kept.

    :raises BadCollection: it has no name, or a text is too long.
    :raises BadCollectionRule: the rule cannot be understood; findings by JSON pointer.
    """
    name = " ".join(edit.name.split())
    if not 0 < len(name) <= 80 or not name.isprintable():
        raise BadCollection("A name has 1 to 80 characters.", field="name")
    if len(edit.description) > 300:
        raise BadCollection("A description has at most 300 characters.", field="description")
    found = [] if edit.rule is None else check_tree(edit.rule, KINDS)
    if found:
        raise BadCollectionRule(found[0]["says"], field="rule", findings=found)
    return replace(edit, name=name, description=edit.description.strip())


def belongs(rule: Rule, product: ProductFacts) -> bool:
    """Whether a checked rule holds for a product."""
    kind = rule["kind"]
    if kind == "all":
        return all(belongs(one, product) for one in rule["of"])
    if kind == "any":
        return any(belongs(one, product) for one in rule["of"])
    if kind == "not":
        return not belongs(rule["of"], product)
    return LEAVES[kind](rule, product)


LEAVES: Final[Mapping[str, Callable[[Rule, ProductFacts], bool]]] = {
    "tag": lambda rule, product: not product.tags.isdisjoint(rule["any_of"]),
    "brand": lambda rule, product: product.brand in rule["any_of"],
    "category": lambda rule, product: product.category in rule["any_of"],
    "attribute": lambda rule, product: product.attributes.get(rule["name"]) in rule["any_of"],
}
