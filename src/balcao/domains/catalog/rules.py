"""What a product must be. Pure."""

from __future__ import annotations

import re
import unicodedata
from typing import Any, Final

import nh3

from balcao.domains.catalog.errors import BadProduct
from balcao.domains.catalog.values import NewProduct, ProductEdit

TAGS: Final = frozenset(
    [
        "p",
        "br",
        "b",
        "strong",
        "i",
        "em",
        "u",
        "s",
        "small",
        "sub",
        "sup",
        "a",
        "ul",
        "ol",
        "li",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "blockquote",
        "hr",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "dl",
        "dt",
        "dd",
        "span",
        "div",
        "img",
    ]
)
HANDLE: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
STATUSES: Final = ("active", "draft", "archived")
MAX_OPTIONS: Final = 3


def clean_html(html: str) -> str:
    """Descriptions keep their structure and lose everything that could run or track."""
    return nh3.clean(html, tags=set(TAGS), url_schemes={"http", "https", "mailto"}).strip()


def slugify(text: str) -> str:
    """Lower-case ASCII words joined by hyphens; accents are dropped."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


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


def check_edit(edit: ProductEdit) -> dict[str, Any]:
    """The changes of an edit, cleaned.

    :raises BadProduct: ``field`` says which part.
    """
    changes = edit.changes()
    _check_words(changes.get("title", "-"), changes.get("status", "draft"))
    if "description_html" in changes:
        changes["description_html"] = clean_html(changes["description_html"])
    if "tags" in changes:
        changes["tags"] = list(changes["tags"])
    return changes


def _check_words(title: str, status: str) -> None:
    if not title.strip() or len(title) > 255:
        raise BadProduct("A title has 1 to 255 characters.", field="title")
    if status not in STATUSES:
        raise BadProduct(f"A status is one of {', '.join(STATUSES)}.", field="status")
