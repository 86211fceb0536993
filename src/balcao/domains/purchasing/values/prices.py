"""A supplier's price file: what it says, what is wrong with it, what it would change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from balcao.domains.purchasing.values.suppliers import Break


@dataclass(frozen=True, slots=True)
class PriceProblem:
    """One finding: the line of the file (1 is the header), the column and what to do about it."""

    line: int
    column: str
    wrong: str
    remedy: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceRow:
    """One row of the file, read. ``cost_minor`` is asked for each ``per_units`` units."""

    line: int
    supplier_sku: str
    sku: str
    cost_minor: int
    per_units: int
    pack_size: int
    minimum: int
    lead_time_days: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceStep:
    """What the file does to one item. ``kind`` is create, change or leave."""

    line: int
    kind: str
    sku: str
    supplier_sku: str
    old: Break | None
    new: Break
    changes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PriceFileInfo:
    """One file from upload to its prices being in force."""

    id: UUID
    store_id: int
    supplier_id: UUID
    supplier: str
    file_name: str
    state: str
    rows: int
    created: int
    changed: int
    left: int
    problems: tuple[PriceProblem, ...]
    steps: tuple[PriceStep, ...]
    actor: str
    created_at: datetime
    applied_at: datetime | None
    valid_from: datetime

    @property
    def can_apply(self) -> bool:
        """Whether its prices can be put in force."""
        return self.state == "planned" and not self.problems and bool(self.created + self.changed)
