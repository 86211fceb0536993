"""What an import would do: told to people as steps, to the database as whole rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from balcao.domains.catalog.values import CatalogRows
from balcao.domains.imports.values.problems import Problem
from balcao.domains.inventory.values import Count, Level
from balcao.domains.pricing.values import PriceRow, VariantPrice
from balcao.kernel.changes import FieldChange


class StepKind(StrEnum):
    """What happens to a product or variant."""

    CREATE = "create"
    CHANGE = "change"
    LEAVE = "leave"


@dataclass(frozen=True, slots=True)
class VariantStep:
    """What happens to one variant; ``line`` is its row in the file."""

    kind: StepKind
    line: int
    sku: str
    options: tuple[str, ...]
    changes: tuple[FieldChange, ...] = ()


@dataclass(frozen=True, slots=True)
class ProductStep:
    """What happens to one product. A product changes when its own fields or pictures change.

    ``version`` is the one it has in the shop before the import, 0 when it is new.
    """

    kind: StepKind
    line: int
    handle: str
    title: str
    version: int = 0
    changes: tuple[FieldChange, ...] = ()
    variants: tuple[VariantStep, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many products and variants are created, changed and left as they are."""

    products_created: int = 0
    products_changed: int = 0
    products_left: int = 0
    variants_created: int = 0
    variants_changed: int = 0
    variants_left: int = 0

    @property
    def changes_nothing(self) -> bool:
        """Whether the shop is already as the file says."""
        return not (
            self.products_created
            or self.products_changed
            or self.variants_created
            or self.variants_changed
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ShopRows:
    """The part of the shop that a file is about, before the import."""

    catalog: CatalogRows = field(default_factory=CatalogRows)
    prices: Mapping[UUID, PriceRow] = field(default_factory=dict)
    levels: Mapping[UUID, Level] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Writes:
    """Rows to write: only those that are new or differ from what the shop has.

    ``created`` are the ids of categories, products, variants and pictures that are new.
    """

    catalog: CatalogRows = field(default_factory=CatalogRows)
    renamed: tuple[UUID, ...] = ()
    prices: tuple[VariantPrice, ...] = ()
    on_hand: tuple[Count, ...] = ()
    limits: Mapping[UUID, int] = field(default_factory=dict)
    created: frozenset[UUID] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPlan:
    """The comparison of a file with the shop."""

    steps: tuple[ProductStep, ...] = ()
    problems: tuple[Problem, ...] = ()
    writes: Writes = field(default_factory=Writes)
    counts: Counts = field(default_factory=Counts)

    @property
    def is_sound(self) -> bool:
        """Whether nothing stands against applying it."""
        return not any(problem.is_error for problem in self.problems)


@dataclass(frozen=True, slots=True)
class PictureSize:
    """Width and height of a picture file in pixels; 0 when it has none, as vector drawings."""

    width: int = 0
    height: int = 0
