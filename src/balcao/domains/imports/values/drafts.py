"""What a file says: products, variants and pictures, before the shop is looked at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Final, Literal, TypeAlias

from balcao.domains.imports.values.problems import Problem
from balcao.kernel.money import Money


class Leave(Enum):
    """The mark of a field about which the file says nothing."""

    AS_IS = "as_is"


AS_IS: Final = Leave.AS_IS
AsIs: TypeAlias = Literal[Leave.AS_IS]


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaDraft:
    """A picture of a product. ``source`` is an http(s) address or a path in the asset folder."""

    line: int
    source: str
    position: int | AsIs = AS_IS
    alt: str | AsIs = AS_IS
    alt_translations: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class VariantDraft:
    """One thing that can be sold. ``options`` are values in the order of the product's options;
    none for a product without options. An empty ``sku`` means the file gives none.
    Weight in whole grams, money in the store's currency, ``on_hand`` in pieces.
    """

    line: int
    options: tuple[str, ...] | AsIs
    sku: str = ""
    price: Money | AsIs = AS_IS
    compare_at: Money | AsIs | None = AS_IS
    cost: Money | AsIs | None = AS_IS
    on_hand: int | AsIs = AS_IS
    backorder: bool | AsIs = AS_IS
    grams: int | AsIs = AS_IS
    barcode: str | AsIs = AS_IS
    requires_shipping: bool | AsIs = AS_IS
    taxable: bool | AsIs = AS_IS
    image: str | AsIs = AS_IS


@dataclass(frozen=True, slots=True, kw_only=True)
class TextDraft:
    """A product's words in one further language."""

    title: str | AsIs = AS_IS
    description_html: str | AsIs = AS_IS
    seo_title: str | AsIs = AS_IS
    seo_description: str | AsIs = AS_IS
    category: str | AsIs = AS_IS
    terms: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductDraft:
    """One product of the file, all its rows together. ``line`` is its first row's."""

    line: int
    handle: str
    title: str | AsIs = AS_IS
    description_html: str | AsIs = AS_IS
    vendor: str | AsIs = AS_IS
    category: str | AsIs = AS_IS
    tags: tuple[str, ...] | AsIs = AS_IS
    status: str | AsIs = AS_IS
    seo_title: str | AsIs = AS_IS
    seo_description: str | AsIs = AS_IS
    option_names: tuple[str, ...] | AsIs = AS_IS
    texts: Mapping[str, TextDraft] = field(default_factory=dict)
    variants: tuple[VariantDraft, ...] = ()
    media: tuple[MediaDraft, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductsFile:
    """Everything read from one file: drafts and findings; ``columns`` are those of use, our key
    to the file's name, ``unused_columns`` those of no use to us.
    """

    products: tuple[ProductDraft, ...] = ()
    problems: tuple[Problem, ...] = ()
    rows: int = 0
    separator: str = ","
    encoding: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    unused_columns: tuple[str, ...] = ()

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The findings that stop the file."""
        return tuple(problem for problem in self.problems if problem.is_error)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How to read a file: the store's currency (ISO 4217), its further languages, the limits.

    ``max_cell`` counts characters, ``max_rows`` data rows, ``max_problems`` kept findings.
    """

    currency: str
    languages: tuple[str, ...] = ()
    max_rows: int = 200_000
    max_cell: int = 100_000
    max_problems: int = 10_000
