"""The life of an import on one screen."""

from __future__ import annotations

from typing import Final

from balcao.domains.imports.errors import AlreadyApplied, AlreadyUndone, WrongState
from balcao.domains.imports.values.runs import RunState

# “applying” leads to itself: a run that broke off half-way changed nothing and is applied again.
NEXT: Final[dict[RunState, frozenset[RunState]]] = {
    RunState.UPLOADED: frozenset({RunState.PLANNED, RunState.FAILED}),
    RunState.PLANNED: frozenset({RunState.PLANNED, RunState.FAILED, RunState.APPLYING}),
    RunState.APPLYING: frozenset(
        {RunState.PLANNED, RunState.APPLYING, RunState.APPLIED, RunState.FAILED}
    ),
    RunState.FAILED: frozenset({RunState.PLANNED, RunState.FAILED}),
    RunState.APPLIED: frozenset({RunState.UNDONE}),
    RunState.UNDONE: frozenset(),
}


def check_move(old: RunState, new: RunState) -> None:
    """Refuse a step that this life does not have.

    :raises AlreadyApplied: it was applied before.
    :raises AlreadyUndone: it was undone before.
    :raises WrongState: any other impossible step.
    """
    if new in NEXT[old]:
        return
    if old is RunState.UNDONE:
        raise AlreadyUndone
    if old is RunState.APPLIED:
        raise AlreadyApplied
    raise WrongState(f"This import is {old}; it cannot become {new}.", state=str(old))
