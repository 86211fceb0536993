"""What a product must be. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from balcao.domains.catalog.errors import BadProduct
from balcao.domains.catalog.values import NewProduct, ProductEdit
from balcao.kernel.html import clean_html

HANDLE: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
STATUSES: Final = ("active", "draft", "archived")
MAX_OPTIONS: Final = 3
MOST_ATTRIBUTES: Final = 100
TAX_CLASS: Final = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")


def check_new(product: NewProduct) -> None:
    """Refuse a product that cannot be sold as described.

    :raises BadProduct: ``field`` says which part.
    """
    if not HANDLE.fullmatch(product.handle) or len(product.handle) > 255:
        raise BadProduct("A handle is lower-case words joined by hyphens.", field="handle")
    if not product.variants:
        raise BadProduct("A product needs at least one variant.", field="variants")
    if len(product.option_names) > MAX_OPTIONS:
        raise BadProduct(f"At most {MAX_OPTIONS} options.", field="option_names")
    values = [variant.option_values for variant in product.variants]
    if any(len(v) != len(product.option_names) for v in values):
        raise BadProduct("Each variant names one value per option.", field="variants")
    if len(set(values)) != len(values):
        raise BadProduct("Two variants have the same options.", field="variants")
    if any(not v.sku.strip() or v.weight_grams < 0 for v in product.variants):
        raise BadProduct("Each variant has a SKU and no negative weight.", field="variants")
    _check_words(product.title, product.status)
    check_tax_class(product.tax_class)
    clean_attributes(product.attributes)


def check_variant(sku: str, weight_grams: int) -> None:
    """Refuse a variant that cannot be found or weighed.

    :raises BadProduct: ``field`` says which part.
    """
    if not 0 < len(sku.strip()) <= 255:
        raise BadProduct("A SKU has 1 to 255 characters.", field="sku")
    if weight_grams < 0:
        raise BadProduct("A weight is not negative.", field="weight_grams")


def check_edit(edit: ProductEdit) -> dict[str, Any]:
    """The changes of an edit, cleaned.

    :raises BadProduct: ``field`` says which part.
    """
    changes = edit.changes()
    _check_words(changes.get("title", "-"), changes.get("status", "draft"))
    if "description_html" in changes:
        changes["description_html"] = clean_html(changes["description_html"])
    if "translations" in changes:
        changes["translations"] = clean_translations(changes["translations"])
    if "attributes" in changes:
        changes["attributes"] = clean_attributes(changes["attributes"])
    check_tax_class(changes.get("tax_class", "standard"))
    if "tags" in changes:
        changes["tags"] = list(changes["tags"])
    return changes


def clean_translations(translations: Mapping[str, Any]) -> dict[str, Any]:
    """Words in other languages, their descriptions as harmless as the first language's."""
    return {
        language: {
            key: clean_html(str(text)) if key == "description_html" else text
            for key, text in words.items()
        }
        for language, words in translations.items()
    }


def clean_attributes(attributes: Mapping[str, str]) -> dict[str, str]:
    """What is true of every variant, by name, without what is empty.

    :raises BadProduct: there are too many, or a text is too long.
    """
    pairs = ((" ".join(name.split()), text.strip()) for name, text in attributes.items())
    clean = {name: text for name, text in pairs if name and text}
    texts = [one for pair in clean.items() for one in pair]
    if len(clean) > MOST_ATTRIBUTES or any(len(t) > 200 or not t.isprintable() for t in texts):
        raise BadProduct(
            f"Write at most {MOST_ATTRIBUTES} attributes of at most 200 characters each.",
            field="attributes",
        )
    return clean


def check_tax_class(tax_class: str) -> None:
    """Refuse what cannot be the name of a tax class.

    :raises BadProduct: it is not one.
    """
    if not TAX_CLASS.fullmatch(tax_class):
        raise BadProduct(
            "A tax class is 1 to 40 lower-case letters, digits, hyphens and underscores.",
            field="tax_class",
        )


def _check_words(title: str, status: str) -> None:
    if not title.strip() or len(title) > 255:
        raise BadProduct("A title has 1 to 255 characters.", field="title")
    if status not in STATUSES:
        raise BadProduct(f"A status is one of {', '.join(STATUSES)}.", field="status")
