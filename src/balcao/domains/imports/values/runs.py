"""Imports as the console and the command line see them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from balcao.domains.imports.values.plan import Counts, ProductStep
from balcao.domains.imports.values.problems import Problem


class RunState(StrEnum):
    """Where an import is in its life."""

    UPLOADED = "uploaded"
    PLANNED = "planned"
    APPLYING = "applying"
    APPLIED = "applied"
    FAILED = "failed"
    UNDONE = "undone"


@dataclass(frozen=True, slots=True, kw_only=True)
class RunInfo:
    """One import. ``size`` in bytes, ``done`` of ``total`` are steps of work while applying.

    ``errors`` and ``warnings`` count all findings; times are aware UTC. ``note`` says why it
    failed, or what stood against undoing it.
    """

    id: UUID
    store_id: int
    kind: str
    state: RunState
    file_name: str
    size: int
    sha256: str
    encoding: str
    rows: int
    counts: Counts
    errors: int
    warnings: int
    unused_columns: tuple[str, ...]
    done: int
    total: int
    note: str
    actor: str
    created_at: datetime
    planned_at: datetime | None
    applied_at: datetime | None
    undone_at: datetime | None

    @property
    def percent(self) -> int:
        """How far applying has come, 0 to 100."""
        if self.state in (RunState.APPLIED, RunState.UNDONE):
            return 100
        return min(99, 100 * self.done // self.total) if self.total else 0

    @property
    def can_apply(self) -> bool:
        """Whether applying makes sense now; ``applying`` may be one that broke off."""
        return self.state in (RunState.PLANNED, RunState.APPLYING) and not self.errors

    @property
    def can_undo(self) -> bool:
        """Whether there is something to undo."""
        return self.state is RunState.APPLIED


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanPage:
    """A part of what an import would do or did: ``steps`` and ``problems`` from ``offset`` on."""

    run: RunInfo
    steps: tuple[ProductStep, ...]
    problems: tuple[Problem, ...]
    offset: int
    total_steps: int
    total_problems: int
    kinds: Mapping[str, int]
