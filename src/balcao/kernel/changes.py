"""What an edit changes, as the trail and the dry run of an import tell it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field: what it was and what it is or would be afterwards, in words a merchant reads."""

    name: str
    old: str
    new: str
