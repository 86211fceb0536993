"""Facts that have happened, told upwards through the outbox."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, ClassVar, Self, get_type_hints
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A committed fact. Fields are plain JSON values, UUIDs and aware UTC datetimes.

    ``name`` is stable and is what the outbox stores; ``store_id`` routes and shards.
    """

    name: ClassVar[str]
    store_id: int
    at: datetime

    def payload(self) -> dict[str, Any]:
        """The fields as JSON values."""
        return {field.name: _plain(getattr(self, field.name)) for field in fields(self)}

    @classmethod
    def load(cls, payload: dict[str, Any]) -> Self:
        """Build the event again from its payload; unknown keys are ignored."""
        hints = get_type_hints(cls)
        known = [field.name for field in fields(cls) if field.name in payload]
        typed: dict[str, Any] = {name: _typed(hints[name], payload[name]) for name in known}
        return cls(**typed)


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value


def _typed(kind: object, value: object) -> object:
    if kind is datetime and isinstance(value, str):
        return datetime.fromisoformat(value)
    return UUID(value) if kind is UUID and isinstance(value, str) else value
