"""The words of the shop, read from `words/*.toml`, as products with their variants."""

import itertools
import random
import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from stdnum import ean

from tools.draw_catalog.ink import COLORS

WORDS = Path(__file__).parent / "words"
FRAMES: dict[str, str | None] = {"Sem moldura": None, "Freijó": "Freijó", "Preta": "Preto"}
PRINT_SIZES = ["A4", "A3", "50 × 70 cm"]
PRINT_DEFAULTS: dict[str, Any] = {
    "add": {"Freijó": 120, "Preta": 104, "A3": 46, "50 × 70 cm": 112},
    "weight": {"Freijó": 1400, "Preta": 1350, "A3": 180, "50 × 70 cm": 620},
    "color_by": "Moldura",
}
# Woven or sawn to order: these go on selling when the shelf is empty.
MADE_TO_ORDER = {"tapete-terreiro", "cortina-neblina", "luminaria-piso-tripe"}


def read(name: str) -> dict[str, Any]:
    return tomllib.loads((WORDS / f"{name}.toml").read_text(encoding="utf-8"))


def plain(text: str) -> str:
    """Lower-case ASCII words joined by hyphens."""
    bare = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", bare.lower()).strip("-")


def short(value: str) -> str:
    """The part of a SKU that stands for an option value: digits, or three letters a word."""
    if value[0].isdigit():
        return re.sub(r"\D", "", value.partition("×")[0])
    return "".join(word[:3] for word in plain(value).split("-")).upper()


@dataclass(frozen=True)
class Variant:
    values: tuple[str, ...]
    sku: str
    barcode: str
    price: int
    was: int | None
    grams: int
    stock: int
    shade: str


@dataclass(frozen=True)
class Shot:
    """One picture: its file, its words, and what to draw."""

    file: str
    alt: tuple[str, str]
    entry: dict[str, Any]
    view: str
    shade: str


@dataclass(frozen=True)
class Product:
    category: dict[str, Any]
    number: int
    row: dict[str, Any]

    @property
    def handle(self) -> str:
        return self.row["handle"]

    @property
    def options(self) -> dict[str, list[str]]:
        return self.row.get("options", {})

    @property
    def color_by(self) -> str | None:
        """The option that changes the look, and so the picture."""
        return self.row.get("color_by") or ("Cor" if "Cor" in self.options else None)

    @cached_property
    def variants(self) -> list[Variant]:
        names, chance = list(self.options), random.Random(self.handle)
        rows = itertools.product(*self.options.values())
        return [self._variant(i, names, values, chance) for i, values in enumerate(rows)]

    def _variant(
        self, index: int, names: list[str], values: tuple[str, ...], chance: random.Random
    ) -> Variant:
        extra = sum(self.row.get("add", {}).get(value, 0) for value in values)
        price, was = self.row["price"] + extra, self.row.get("was")
        sku = "-".join([self.category["code"], f"{self.number:02d}", *map(short, values)])
        digits = f"200{self.category['position']:02d}{self.number:03d}{index + 1:04d}"
        return Variant(
            values=values,
            sku=sku,
            barcode=digits + ean.calc_check_digit(digits),
            price=price,
            was=was + extra if was else None,
            grams=self.row["grams"]
            + sum(self.row.get("weight", {}).get(value, 0) for value in values),
            stock=_stock(chance, price),
            shade=values[names.index(self.color_by)] if self.color_by else "",
        )

    @cached_property
    def shots(self) -> list[Shot]:
        shades = self.options[self.color_by] if self.color_by else [""]
        shots = [self._shot(shade, "plain") for shade in shades]
        if view := self.row.get("second"):
            shots.insert(1, self._shot(shades[0], view))
        return shots

    def _shot(self, shade: str, view: str) -> Shot:
        pt, en = self.row["title"]
        tail = (
            plain(shade) if view == "plain" else {"detail": "detalhe", "setting": "ambiente"}[view]
        )
        alt = {
            "plain": (f"{pt}, {shade}", f"{en}, {english(shade)}") if shade else (pt, en),
            "detail": (f"{pt}, visto de perto", f"{en}, seen up close"),
            "setting": (f"{pt} num canto da casa", f"{en} in a corner of the house"),
        }[view]
        file = "-".join(filter(None, [self.handle, tail])) + ".webp"
        return Shot(file, alt, self._entry(shade), view, shade)

    def _entry(self, shade: str) -> dict[str, Any]:
        if "art" in self.row:
            return {"kind": "print", "art": self.row["art"], "frame": FRAMES[shade], "w": 500}
        entry = dict(self.row["draw"])
        if shade and self.row.get("ink_from_color"):
            entry |= {"inks": [shade, *entry.pop("more_inks", [])], "other": shade}
        elif shade in COLORS:
            entry["color"] = shade
        return entry

    def body(self, language: int) -> str:
        html = f"<p>{self.row[('pt', 'en')[language]]}</p>"
        if facts := self.row.get("facts"):
            items = "".join(f"<li>{fact.strip()}</li>" for fact in facts[language].split(";"))
            html += f"<ul>{items}</ul>"
        return html


def _as_print(row: dict[str, Any], number: int) -> dict[str, Any]:
    """Prints share frames and sizes; which frame is shown first changes along the wall."""
    frames = [*FRAMES][number % 3 :] + [*FRAMES][: number % 3]
    return PRINT_DEFAULTS | {"options": {"Moldura": frames, "Tamanho": PRINT_SIZES}} | row


def _stock(chance: random.Random, price: int) -> int:
    """Pieces on the shelf: mostly some, now and then few or none; dear things are fewer."""
    roll = chance.random()
    if roll < 0.05:
        return 0
    if roll < 0.16:
        return chance.randint(1, 3)
    return chance.randint(5, 14 if price > 400 else 28 if price > 150 else 60)


TERMS = read("terms")


def english(value: str) -> str:
    """An option name or value in English."""
    return TERMS["names"].get(value) or TERMS["values"].get(value, value)


def categories() -> list[dict[str, Any]]:
    rows = read("categories")["category"]
    return [row | {"position": i} for i, row in enumerate(rows, start=1)]


def products() -> list[Product]:
    goods = []
    for category in categories():
        for number, row in enumerate(read(category["slug"])["product"], start=1):
            whole = _as_print(row, number) if category["slug"] == "gravuras" else row
            goods.append(Product(category, number, whole))
    return goods
