"""Calls that come at the same moment are made together: one round for all who wait.

A statement that takes a set costs little more for sixteen than for one, and one commit to disk
serves them all. So whoever finds nobody at work goes at once, alone; whoever comes meanwhile waits,
and when the round has ended the oldest of those who wait takes all of them along. Nobody waits for
a crowd to gather, and nobody leads more than one round: it is the caller's own thread that does
the work, and then it goes home. (Flat combining: Hendler, Incze, Shavit and Tzafrir, SPAA 2010;
databases call the same thing group commit.)
"""

from __future__ import annotations

import os
import threading
from collections import deque
from collections.abc import Callable, Collection, Hashable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final, Generic, TypeVar

Ask = TypeVar("Ask")
Answer = TypeVar("Answer")
PATIENCE_SECONDS: Final = 0.1


@dataclass(eq=False, slots=True)
class _Seat(Generic[Ask, Answer]):
    """One who waits. ``gate`` is shut until it is answered, has to lead or has to go alone.

    ``behind`` is who is told next that the round is over.
    """

    ask: Ask
    touches: frozenset[Hashable]
    gate: threading.Lock = field(default_factory=threading.Lock)
    thread: threading.Thread = field(default_factory=threading.current_thread)
    leads: _Round[Ask, Answer] | None = None
    behind: _Seat[Ask, Answer] | None = None
    answers: tuple[Answer, ...] = ()


@dataclass(eq=False, slots=True)
class _Round(Generic[Ask, Answer]):
    """Those who go together, in the order in which they came; the first one leads."""

    seats: list[_Seat[Ask, Answer]]
    touches: set[Hashable]


class Together(Generic[Ask, Answer]):
    """Makes ``work`` take everyone who waits.

    ``work`` answers a list of asks with one answer each, in their order, and is all or nothing:
    when it raises, nothing it did may stay, or doing it again must change nothing. A round that
    failed is undone into its members: each asks again alone and gets the answer, or the error, that
    is its own. So one bad ask fails nobody else, and neither does a leader that is killed.

    Calls that touch the same thing are never at work at the same time; those that do not may be, in
    as many ``lanes``. Who has waited for long because all lanes are stuck opens one more.

    :param most: how many go together at most; the rest wait for the next round, in order.
    :param again: true for an answer that says "ask again": it is asked again, alone.
    """

    def __init__(
        self,
        work: Callable[[Sequence[Ask]], Sequence[Answer]],
        *,
        most: int,
        lanes: int = 1,
        again: Callable[[Answer], bool] = lambda _answer: False,
    ) -> None:
        self._work = work
        self._most = most
        self._lanes = lanes
        self._again = again
        self._begin_anew()
        if hasattr(os, "register_at_fork"):
            # Those who wait in the parent have no thread in the child, and who held the lock there
            # will not let go of it here.
            os.register_at_fork(after_in_child=self._begin_anew)

    def _begin_anew(self) -> None:
        self._lock = threading.Lock()
        self._waiting: deque[_Seat[Ask, Answer]] = deque()
        self._running: list[_Round[Ask, Answer]] = []

    def __call__(self, ask: Ask, touches: Collection[Hashable] = ()) -> Answer:
        """The answer to one ask, worked out together with those of others.

        :param touches: what it may have to wait for: the rows it locks, for example.
        :raises Exception: whatever ``work`` raises for this ask alone.
        """
        seat: _Seat[Ask, Answer] = _Seat(ask, frozenset(touches))
        seat.gate.acquire()
        try:
            self._sit_down(seat)
            self._wait(seat)
            _pass_on(seat)
            if (its := seat.leads) is not None:
                seat.leads = None
                self._lead(its)
        except BaseException:  # its own error, or such as Ctrl-C: nobody may wait for it any more
            self._stand_up(seat)
            raise
        if not seat.answers or self._again(seat.answers[0]):
            return self._work([ask])[0]
        return seat.answers[0]

    # Waiting

    def _sit_down(self, seat: _Seat[Ask, Answer]) -> None:
        with self._lock:
            self._waiting.append(seat)
            self._start_rounds(self._lanes)

    def _wait(self, seat: _Seat[Ask, Answer]) -> None:
        while not seat.gate.acquire(timeout=PATIENCE_SECONDS):
            if self._look_around(seat):
                return

    def _look_around(self, seat: _Seat[Ask, Answer]) -> bool:
        """Somebody has waited for long; true when nobody is going to answer it."""
        with self._lock:
            for dead in [r for r in self._running if not r.seats[0].thread.is_alive()]:
                self._dissolve(dead)
            if seat in self._waiting:  # behind lanes that are all stuck, or behind its own kind
                self._start_rounds(len(self._running) + 1)
                return False
            return not any(seat in its.seats for its in self._running)

    def _stand_up(self, seat: _Seat[Ask, Answer]) -> None:
        with self._lock:
            _pass_on(seat)
            if seat in self._waiting:
                self._waiting.remove(seat)
            for its in [r for r in self._running if r.seats[0] is seat]:
                self._dissolve(its)

    # Leading

    def _lead(self, its: _Round[Ask, Answer]) -> None:
        try:
            answers = self._work([seat.ask for seat in its.seats])
            for seat, answer in zip(its.seats, answers, strict=True):
                seat.answers = (answer,)
        except Exception:
            if len(its.seats) == 1:
                raise
        finally:
            # The next leader begins before the members of this round are told.
            with self._lock:
                self._dissolve(its)

    # Both need the lock

    def _dissolve(self, its: _Round[Ask, Answer]) -> None:
        """It is over; those of its members who find no answer go alone.

        Each tells the one behind it as it goes. Were all told at once, they would all crowd for
        the interpreter, and the next leader, whose answer comes in meanwhile, would be one of many.
        """
        if its in self._running:
            self._running.remove(its)
            self._start_rounds(self._lanes)
        for seat, behind in pairwise(its.seats):
            seat.behind = behind
        _pass_on(its.seats[0])

    def _start_rounds(self, lanes: int) -> None:
        while len(self._running) < lanes and (its := self._next_round()):
            self._running.append(its)
            its.seats[0].leads = its
            _open(its.seats[0])

    def _next_round(self) -> _Round[Ask, Answer] | None:
        """The oldest who wait for nothing that is at work, or that an older one waits for."""
        busy = set[Hashable]().union(*(its.touches for its in self._running))
        seats: list[_Seat[Ask, Answer]] = []
        later: list[_Seat[Ask, Answer]] = []
        for seat in self._waiting:
            if len(seats) < self._most and busy.isdisjoint(seat.touches):
                seats.append(seat)
            else:
                busy |= seat.touches
                later.append(seat)
        if not seats:
            return None
        self._waiting = deque(later)
        return _Round(seats, set[Hashable]().union(*(seat.touches for seat in seats)))


def _pass_on(seat: _Seat[Ask, Answer]) -> None:
    behind, seat.behind = seat.behind, None
    if behind is not None:
        _open(behind)


def _open(seat: _Seat[Ask, Answer]) -> None:
    if seat.gate.locked():
        seat.gate.release()
