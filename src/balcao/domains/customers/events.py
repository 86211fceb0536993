"""What shoppers and their groups tell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from balcao.kernel.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentSaved(Event):
    """A segment was made or its rule changed; who is in it has to be worked out."""

    name: ClassVar[str] = "customers.segment_saved"
    segment_id: UUID
