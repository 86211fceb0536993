"""Stretches of time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of time: start included, end excluded, no end means for ever. Aware UTC."""

    starts_at: datetime
    ends_at: datetime | None = None

    def contains(self, moment: datetime) -> bool:
        """Whether the moment lies within."""
        return self.starts_at <= moment and (self.ends_at is None or moment < self.ends_at)
