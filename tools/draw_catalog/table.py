"""Writes the shop's data files: the product CSV and the two JSON files beside it."""

import csv
import json
from pathlib import Path
from typing import Any

from tools.draw_catalog.goods import MADE_TO_ORDER, Product, Shot, Variant, categories, english

HEADER = [
    "Handle",
    "Title",
    "Body (HTML)",
    "Vendor",
    "Product Category",
    "Type",
    "Tags",
    "Published",
    "Option1 Name",
    "Option1 Value",
    "Option2 Name",
    "Option2 Value",
    "Option3 Name",
    "Option3 Value",
    "Variant SKU",
    "Variant Grams",
    "Variant Inventory Tracker",
    "Variant Inventory Qty",
    "Variant Inventory Policy",
    "Variant Fulfillment Service",
    "Variant Price",
    "Variant Compare At Price",
    "Variant Requires Shipping",
    "Variant Taxable",
    "Variant Barcode",
    "Image Src",
    "Image Position",
    "Image Alt Text",
    "Gift Card",
    "SEO Title",
    "SEO Description",
    "Variant Image",
    "Variant Weight Unit",
    "Variant Tax Code",
    "Cost per item",
    "Status",
    "Title [en]",
    "Body (HTML) [en]",
    "Type [en]",
    "Option1 Name [en]",
    "Option1 Value [en]",
    "Option2 Name [en]",
    "Option2 Value [en]",
    "Option3 Name [en]",
    "Option3 Value [en]",
    "Image Alt Text [en]",
    "SEO Title [en]",
    "SEO Description [en]",
]


def _head(product: Product) -> dict[str, Any]:
    row, category = product.row, product.category
    return {
        "Title": row["title"][0],
        "Body (HTML)": product.body(0),
        "Vendor": row["vendor"],
        "Product Category": category["taxonomy"],
        "Type": category["name"][0],
        "Tags": ", ".join(row["tags"]),
        "Published": "true",
        "Gift Card": "false",
        "SEO Title": row["title"][0],
        "SEO Description": _first_sentence(row["pt"]),
        "Status": "active",
        "Title [en]": row["title"][1],
        "Body (HTML) [en]": product.body(1),
        "Type [en]": category["name"][1],
        "SEO Title [en]": row["title"][1],
        "SEO Description [en]": _first_sentence(row["en"]),
    }


def _first_sentence(text: str) -> str:
    return text.partition(". ")[0].rstrip(".") + "."


def _options(product: Product, variant: Variant, *, first: bool) -> dict[str, str]:
    if not product.options:
        cells = {"Option1 Value": "Default Title"}
        return cells | {"Option1 Name": "Title"} if first else cells
    cells = {}
    for i, (name, value) in enumerate(zip(product.options, variant.values, strict=True), start=1):
        cells[f"Option{i} Value"] = value
        cells[f"Option{i} Value [en]"] = english(value)
        if first:
            cells[f"Option{i} Name"] = name
            cells[f"Option{i} Name [en]"] = english(name)
    return cells


def _variant(product: Product, variant: Variant) -> dict[str, Any]:
    shown = next((s for s in product.shots if s.view == "plain" and s.shade == variant.shade), None)
    return {
        "Variant SKU": variant.sku,
        "Variant Grams": variant.grams,
        "Variant Inventory Tracker": "shopify",
        "Variant Inventory Qty": variant.stock,
        "Variant Inventory Policy": "continue" if product.handle in MADE_TO_ORDER else "deny",
        "Variant Fulfillment Service": "manual",
        "Variant Price": f"{variant.price}.00",
        "Variant Compare At Price": f"{variant.was}.00" if variant.was else "",
        "Variant Requires Shipping": "true",
        "Variant Taxable": "true",
        "Variant Barcode": variant.barcode,
        "Variant Image": f"images/{shown.file}" if shown and variant.shade else "",
        "Variant Weight Unit": "g",
        "Cost per item": f"{variant.price * 0.42:.2f}",
    }


def _image(shot: Shot, position: int) -> dict[str, Any]:
    return {
        "Image Src": f"images/{shot.file}",
        "Image Position": position,
        "Image Alt Text": shot.alt[0],
        "Image Alt Text [en]": shot.alt[1],
    }


def rows_of(product: Product) -> list[dict[str, Any]]:
    """As many rows as the product has variants or pictures, whichever is more."""
    rows = []
    for i in range(max(len(product.variants), len(product.shots))):
        row: dict[str, Any] = {"Handle": product.handle}
        if i == 0:
            row |= _head(product)
        if i < len(product.variants):
            variant = product.variants[i]
            row |= _options(product, variant, first=i == 0) | _variant(product, variant)
        if i < len(product.shots):
            row |= _image(product.shots[i], i + 1)
        rows.append(row)
    return rows


def write_csv(goods: list[Product], path: Path) -> int:
    """Write the product file; give back its number of rows."""
    rows = [row for product in goods for row in rows_of(product)]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, HEADER, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return len(rows)


def write_json(data: Any, path: Path) -> None:
    path.write_text(json.dumps(data, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def category_rows() -> list[dict[str, Any]]:
    return [
        {
            "slug": row["slug"],
            "name": {"pt-br": row["name"][0], "en": row["name"][1]},
            "description": {"pt-br": row["line"][0], "en": row["line"][1]},
            "image": f"images/categoria-{row['slug']}.webp",
            "position": row["position"],
        }
        for row in categories()
    ]
