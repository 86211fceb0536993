"""Progress that others can see while the work's own transaction is still open."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from types import TracebackType
from typing import Final, Self
from uuid import UUID

import psycopg
from django.db import Error, connection
from django.db.backends.base.base import BaseDatabaseWrapper

Told = Callable[[int, int], None]

EVERY: Final = 0.25  # seconds between two writes
WRITE: Final = """
UPDATE imports_importrun SET done = least(%s, %s), total = %s WHERE id = %s AND state = 'applying'
"""


class Progress:
    """Tells how much of the work is done: to a callback, and on the run's row.

    The row is written through a second connection, outside the transaction of the work, so that
    it shows at once; the work itself does not touch the row before its very last statement. Inside
    a caller's transaction the run itself may be unseen by others, so only the callback is told.
    """

    def __init__(self, run_id: UUID, told: Told | None) -> None:
        self._run_id, self._told = run_id, told
        self._side: BaseDatabaseWrapper | None = None
        self._last = 0.0
        self.done, self.total = 0, 0

    def __enter__(self) -> Self:
        if not connection.in_atomic_block:
            self._side = connection.copy()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._side is not None:
            self._give_back(self._side)

    def expect(self, total: int) -> None:
        """So many steps of work in all."""
        self.total = total
        self.advance(0)

    def advance(self, steps: int) -> None:
        """So many more steps are done."""
        self.done = min(self.total, self.done + steps)
        if self._told is not None:
            self._told(self.done, self.total)
        moment = time.monotonic()
        if self._side is not None and moment - self._last >= EVERY:
            self._last = moment
            self._write(self._side)

    def _write(self, side: BaseDatabaseWrapper) -> None:
        try:
            with side.cursor() as cursor:
                cursor.execute("SET lock_timeout = '500ms'")
                cursor.execute(WRITE, [self.done, self.total, self.total, self._run_id])
        except (Error, psycopg.Error):
            # Progress is a courtesy: the work goes on without it.
            self._give_back(side)

    def _give_back(self, side: BaseDatabaseWrapper) -> None:
        """Close the second connection; one from a pool goes back as it came."""
        self._side = None
        with suppress(Error, psycopg.Error), side.cursor() as cursor:
            cursor.execute("RESET lock_timeout")
        side.close()
