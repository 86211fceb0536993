"""Who names something that others would miss: a promotion a segment, a price list a segment."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Naming:
    """One thing that names another: ``what`` it is (``promotion``, ``price_list``), id and name."""

    what: str
    id: UUID
    name: str

    def as_json(self) -> dict[str, str]:
        """The naming as a refusal tells it."""
        return {"what": self.what, "id": str(self.id), "name": self.name}
