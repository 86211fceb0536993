"""The shop as the comparison looks at it: found by handle, SKU, options and picture address."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from balcao.domains.catalog.values import CategoryRow, MediaRow, ProductRow, VariantRow
from balcao.domains.imports.rules.columns import NAMES
from balcao.domains.imports.values.plan import PictureSize, ShopRows
from balcao.domains.imports.values.problems import Problem, Severity
from balcao.kernel.slugs import slugify

MAX_SLUG = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What a comparison is made with: currency (ISO 4217), the file's columns, ids and clock.

    ``pictures`` are the files that relative addresses were found to mean.
    """

    currency: str
    now: datetime
    make_id: Callable[[], UUID]
    columns: Mapping[str, str] = field(default_factory=dict)
    pictures: Mapping[str, PictureSize] = field(default_factory=dict)


class Findings:
    """Problems found while comparing, named by the file's own columns."""

    def __init__(self, columns: Mapping[str, str]) -> None:
        self.all: list[Problem] = []
        self._columns = columns

    def refuse(self, line: int, key: str, wrong: str, remedy: str) -> None:
        """Note an error."""
        self.all.append(Problem(line, self._name(key), wrong, remedy))

    def warn(self, line: int, key: str, wrong: str, remedy: str) -> None:
        """Note something that does not stop the file."""
        self.all.append(Problem(line, self._name(key), wrong, remedy, Severity.WARNING))

    def _name(self, key: str) -> str:
        return self._columns.get(key) or NAMES[key][0] if key else ""


class Index:
    """Lookups over the rows of the shop."""

    def __init__(self, rows: ShopRows) -> None:
        self.prices, self.levels = rows.prices, rows.levels
        self.products = {row.handle: row for row in rows.catalog.products}
        self.handles = {row.id: row.handle for row in rows.catalog.products}
        self.by_sku = {row.sku: row for row in rows.catalog.variants}
        self._variants: dict[UUID, list[VariantRow]] = defaultdict(list)
        self._media: dict[UUID, list[MediaRow]] = defaultdict(list)
        for variant in rows.catalog.variants:
            self._variants[variant.product_id].append(variant)
        for media in rows.catalog.media:
            self._media[media.product_id].append(media)

    def variants_of(self, product: ProductRow) -> list[VariantRow]:
        """A product's variants in their order."""
        return sorted(self._variants[product.id], key=lambda row: (row.position, row.id))

    def media_of(self, product: ProductRow) -> dict[str, MediaRow]:
        """A product's pictures by address."""
        return {row.src: row for row in self._media[product.id]}


def options_key(values: Sequence[str]) -> tuple[str, ...]:
    """Option values as they are told apart: “small” and “Small” are the same."""
    return tuple(value.casefold() for value in values)


class CategoryBook:
    """Categories by name; a name the shop lacks makes a new one at the end."""

    def __init__(self, rows: Sequence[CategoryRow], terms: Terms, findings: Findings) -> None:
        self.touched: dict[UUID, CategoryRow] = {}
        self.created: set[UUID] = set()
        self._terms, self._findings = terms, findings
        self._by_key: dict[str, CategoryRow] = {}
        self._said: dict[tuple[UUID, str], tuple[str, int]] = {}
        for row in rows:
            self._by_key.setdefault(row.slug, row)
        for row in rows:
            self._by_key[row.name.casefold()] = row
        self._last = max((row.position for row in rows), default=0)

    def names(self) -> dict[UUID, str]:
        """Every category's name by id, new ones included."""
        return {row.id: row.name for row in self._by_key.values()}

    def find(self, name: str, translations: Mapping[str, str], line: int) -> UUID | None:
        """The category of this name, made or translated when needed.

        Names that differ only in case, accents or signs are one category.
        """
        row = self._by_key.get(name.casefold()) or self._by_key.get(_slug(name))
        row = row or self._make(name)
        for language, word in translations.items():
            row = self._translate(row, language, word, line)
        return row.id

    def _make(self, name: str) -> CategoryRow:
        self._last += 1
        row = CategoryRow(
            id=self._terms.make_id(), slug=_slug(name), name=name, position=self._last
        )
        self.created.add(row.id)
        return self._keep(row)

    def _translate(self, row: CategoryRow, language: str, word: str, line: int) -> CategoryRow:
        said, on_line = self._said.setdefault((row.id, language), (word, line))
        if said != word:
            self._findings.refuse(line, "type", f"“{row.name}” was “{said}” in {language} on line "
                                  f"{on_line}.", "Use one translation for a type.")  # fmt: skip
            return row
        words = dict(row.translations.get(language, {}))
        if words.get("name") == word:
            return row
        words["name"] = word
        return self._keep(replace(row, translations={**row.translations, language: words}))

    def _keep(self, row: CategoryRow) -> CategoryRow:
        self._by_key.setdefault(row.slug, row)
        for key, known in list(self._by_key.items()):
            if known.id == row.id:
                self._by_key[key] = row
        self._by_key[row.name.casefold()] = row
        self.touched[row.id] = row
        return row


def _slug(name: str) -> str:
    """A category's slug; a name without any ASCII letter keeps a readable code."""
    found = slugify(name)[:MAX_SLUG].strip("-")
    return found or "category-" + "-".join(f"{ord(letter):x}" for letter in name[:12])
