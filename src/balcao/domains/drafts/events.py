"""What drafts tell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from balcao.kernel.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteSent(Event):
    """A draft was priced for good, and its customer is to get it; ``version`` is the draft's."""

    name: ClassVar[str] = "drafts.sent"
    draft_id: UUID
    version: int
