"""Moving a count along its life; the only place that changes its state."""

from __future__ import annotations

from typing import Any

from balcao.domains.inventory.errors import CountChanged
from balcao.domains.inventory.models import StockCount
from balcao.domains.inventory.states import check_count_move
from balcao.domains.inventory.values import CountState


def check_version(row: StockCount, expected: int | None) -> None:
    """Go on only if nobody moved the count since ``expected``; None asks for nothing.

    :raises CountChanged: somebody did.
    """
    if expected is not None and row.version != expected:
        raise CountChanged(version=row.version)


def move(row: StockCount, to: CountState, **changes: Any) -> None:
    """Move a locked count, and write what changes with it.

    :raises WrongCountState: its life does not know this step.
    """
    check_count_move(CountState(row.state), to)
    row.state = to.value
    row.version += 1
    for name, value in changes.items():
        setattr(row, name, value)
    row.save(update_fields=["state", "version", *changes])
