"""Answers that may be some seconds old, for what every request asks and hardly ever changes."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from time import monotonic
from typing import Generic, TypeVar

Answer = TypeVar("Answer")
MOST_KEPT = 2000


class Kept(Generic[Answer]):
    """Remembers answers by key for some seconds, in this process only."""

    def __init__(self, seconds: float, clock: Callable[[], float] = monotonic) -> None:
        self._seconds = seconds
        self._clock = clock
        self._answers: dict[Hashable, tuple[float, Answer]] = {}

    def get(self, key: Hashable, ask: Callable[[], Answer]) -> Answer:
        """The answer kept for this key, or a new one."""
        now = self._clock()
        known = self._answers.get(key)
        if known is not None and known[0] > now:
            return known[1]
        if len(self._answers) > MOST_KEPT:  # Host headers are chosen by strangers.
            self._answers.clear()
        answer = ask()
        self._answers[key] = (now + self._seconds, answer)
        return answer

    def forget(self) -> None:
        """Ask again next time."""
        self._answers.clear()
