"""The columns of the exchange format: both generations of names, ours for other languages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from balcao.domains.imports.errors import BrokenFile
from balcao.domains.imports.rules.records import read_records

# key -> names in use: until 2024, since then, and those of widespread tools.
NAMES: Final[dict[str, tuple[str, ...]]] = {
    "handle": ("Handle", "URL handle"),
    "title": ("Title",),
    "description": ("Body (HTML)", "Description", "Body HTML"),
    "vendor": ("Vendor",),
    "type": ("Type", "Custom Product Type", "Product type"),
    "tags": ("Tags",),
    "published": ("Published", "Published on online store"),
    "status": ("Status",),
    "option1_name": ("Option1 Name", "Option1 name"),
    "option1_value": ("Option1 Value", "Option1 value"),
    "option2_name": ("Option2 Name", "Option2 name"),
    "option2_value": ("Option2 Value", "Option2 value"),
    "option3_name": ("Option3 Name", "Option3 name"),
    "option3_value": ("Option3 Value", "Option3 value"),
    "sku": ("Variant SKU", "SKU"),
    "barcode": ("Variant Barcode", "Barcode"),
    "price": ("Variant Price", "Price"),
    "compare_at": ("Variant Compare At Price", "Compare-at price"),
    "cost": ("Cost per item",),
    "taxable": ("Variant Taxable", "Charge tax"),
    "grams": ("Variant Grams", "Weight value (grams)"),
    "weight": ("Variant Weight",),
    "weight_unit": ("Variant Weight Unit", "Weight unit for display"),
    "quantity": ("Variant Inventory Qty", "Inventory quantity"),
    "policy": ("Variant Inventory Policy", "Continue selling when out of stock"),
    "requires_shipping": ("Variant Requires Shipping", "Requires shipping"),
    "image": ("Image Src", "Product image URL", "Image source"),
    "image_position": ("Image Position", "Image position"),
    "image_alt": ("Image Alt Text", "Image alt text"),
    "variant_image": ("Variant Image", "Variant image URL"),
    "gift_card": ("Gift Card", "Gift card"),
    "seo_title": ("SEO Title",),
    "seo_description": ("SEO Description",),
}
TRANSLATABLE: Final = frozenset(
    {"title", "description", "type", "option1_name", "option1_value", "option2_name",
     "option2_value", "option3_name", "option3_value", "image_alt", "seo_title",
     "seo_description"}
)  # fmt: skip
SEPARATORS: Final = (",", ";", "\t")
MAX_COLUMNS: Final = 400

_BY_NAME: Final = {name.casefold(): key for key, names in NAMES.items() for name in names}
_TRANSLATION: Final = re.compile(r"^(.+?)\s*\[([A-Za-z]{2}(?:-[A-Za-z]{2,4})?)\]$")


@dataclass(frozen=True, slots=True)
class Header:
    """Which column stands where: key -> place (from 0) and key -> name as the file writes it.

    The key of a translated column ends with its language: ``title@en``.
    """

    places: dict[str, int]
    names: dict[str, str]
    unused: tuple[str, ...]
    width: int
    separator: str
    line: int

    def has(self, *keys: str) -> bool:
        """Whether the file has one of these columns."""
        return any(key in self.places for key in keys)

    def name(self, key: str) -> str:
        """The column as this file names it, or its usual name when the file lacks it."""
        return self.names.get(key) or NAMES[key][0]


def read_header(text: str, languages: Sequence[str]) -> Header:
    """Find the separator and the columns; the separator that explains most columns wins.

    :raises BrokenFile: no product column at all, a column twice, or the key columns missing.
    """
    header = _best_header(text, languages)
    if not header.places:
        raise BrokenFile(
            "The first line names no product column.",
            "Begin the file with a header row such as “Handle,Title,Variant Price”.",
        )
    if not header.has("handle", "title"):
        raise BrokenFile(
            "The columns “Handle” (or “URL handle”) and “Title” are missing.",
            "Add at least one: “Handle” to change products, “Title” to create them.",
        )
    return header


def _best_header(text: str, languages: Sequence[str]) -> Header:
    found: list[Header] = []
    refusals: list[BrokenFile] = []
    for separator in SEPARATORS:
        try:
            found.append(_header_with(text, separator, languages))
        except BrokenFile as refusal:
            refusals.append(refusal)
    # A header in quotes is malformed under every separator but its own, so a refusal counts
    # only when no other separator explains the line.
    best = max(found, key=lambda header: len(header.places), default=None)
    if refusals and (best is None or not best.places):
        raise refusals[0]
    assert best is not None
    return best


def _header_with(text: str, separator: str, languages: Sequence[str]) -> Header:
    records = read_records(text, separator)
    record = next(records, None)
    if record and len(record.cells) <= 2 and record.cells[0].casefold().startswith("sep="):
        record = next(records, None)  # Excel's own hint line, not a header
    cells = record.cells if record else []
    if len(cells) > MAX_COLUMNS:
        raise BrokenFile(
            f"The header has {len(cells)} columns; at most {MAX_COLUMNS} are read.",
            "Remove the columns that are not about products.",
        )
    places: dict[str, int] = {}
    names: dict[str, str] = {}
    unused = []
    for place, cell in enumerate(cells):
        name = " ".join(cell.split())
        key = _key_of(name, languages)
        if key in places:
            raise BrokenFile(
                f"The columns “{names[key]}” and “{name}” mean the same.",
                "Keep one of them.",
                column=name,
            )
        if key:
            places[key], names[key] = place, name
        elif name:
            unused.append(name)
    line = record.line if record else 1
    return Header(places, names, tuple(unused), len(cells), separator, line)


def _key_of(name: str, languages: Sequence[str]) -> str:
    match = _TRANSLATION.match(name)
    if match is None:
        return _BY_NAME.get(name.casefold(), "")
    key, language = _BY_NAME.get(match[1].casefold(), ""), match[2].lower()
    return f"{key}@{language}" if key in TRANSLATABLE and language in languages else ""
