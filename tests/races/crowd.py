"""Many at once: calls that start on one signal, each in a thread with a connection of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from typing import Any

from django.db import connection

from balcao.kernel.errors import BalcaoError

PATIENCE_SECONDS = 60


def at_once(calls: Sequence[Callable[[], Any]]) -> list[Any]:
    """What each call answered, or the refusal it met, in the order of the calls.

    :raises AssertionError: one neither answered nor refused in time: it crashed or hangs.
    """
    start = threading.Barrier(len(calls))

    def run(call: Callable[[], Any]) -> Any:
        try:
            connection.ensure_connection()
            start.wait(PATIENCE_SECONDS)
            return call()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as crowd:
        futures = [crowd.submit(run, call) for call in calls]
        hanging = wait(futures, PATIENCE_SECONDS).not_done
        assert not hanging, f"{len(hanging)} calls hang"
    errors = [future.exception() for future in futures]
    crashes = [f"{type(e).__name__}: {e}" for e in errors if e and not isinstance(e, BalcaoError)]
    assert not crashes, crashes
    return [error or future.result() for error, future in zip(errors, futures, strict=True)]


def refused(answers: Sequence[Any]) -> list[str]:
    """The codes of those answers that are refusals."""
    return [answer.code for answer in answers if isinstance(answer, BalcaoError)]


def granted(answers: Sequence[Any]) -> list[Any]:
    """The answers that are none."""
    return [answer for answer in answers if not isinstance(answer, BalcaoError)]
