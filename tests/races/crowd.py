"""Many at once: calls that start on one signal, each in a thread with a connection of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import Any

from django.db import connection

from balcao.kernel.errors import BalcaoError

PATIENCE_SECONDS = 60


def at_once(calls: Sequence[Callable[[], Any]]) -> list[Any]:
    """What each call answered, or the refusal it met, in the order of the calls.

    :raises AssertionError: one neither answered nor refused in time: it crashed or hangs.
    """
    answers: list[Any] = [None] * len(calls)
    crashes: list[str] = []
    start = threading.Barrier(len(calls))

    def run(nr: int) -> None:
        try:
            connection.ensure_connection()
            start.wait(PATIENCE_SECONDS)
            answers[nr] = calls[nr]()
        except BalcaoError as refusal:
            answers[nr] = refusal
        except Exception as crash:  # whatever it is, the test must say so
            crashes.append(f"call {nr}: {type(crash).__name__}: {crash}")
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[nr], daemon=True) for nr in range(len(calls))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE_SECONDS)
    hanging = [nr for nr, thread in enumerate(threads) if thread.is_alive()]
    assert not hanging, f"calls {hanging} hang"
    assert not crashes, crashes
    return answers


def refused(answers: Sequence[Any]) -> list[str]:
    """The codes of those answers that are refusals."""
    return [answer.code for answer in answers if isinstance(answer, BalcaoError)]


def granted(answers: Sequence[Any]) -> list[Any]:
    """The answers that are none."""
    return [answer for answer in answers if not isinstance(answer, BalcaoError)]
