"""Combining calls, without a database: the work is a function that the test holds on to."""

from __future__ import annotations

import ctypes
import os
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import pairwise
from random import Random
from typing import Any

import pytest

from balcao.plumbing.together import PATIENCE_SECONDS, Together, _Round, _Seat

SOON = 5.0


class Bench:
    """Work that waits until it is let go, and remembers what came together."""

    def __init__(self, **options: Any) -> None:
        self.rounds: list[list[Any]] = []
        self.leaders: list[int] = []
        self.open = threading.Event()
        self.fails: Callable[[Sequence[Any]], None] = lambda asks: None
        options = {"most": 8} | options
        self.together: Together[Any, Any] = Together(self._work, **options)
        self._pool = ThreadPoolExecutor(64)

    def _work(self, asks: Sequence[Any]) -> list[Any]:
        self.rounds.append(list(asks))
        self.leaders.append(threading.get_ident())
        assert self.open.wait(SOON)
        self.fails(asks)
        return [f"did {ask}" for ask in asks]

    def send(self, ask: Any, touches: Sequence[Any] = ()) -> Future[Any]:
        """Ask in a thread of its own, and wait until the ask has been taken or waits."""
        before = self._seen()
        future = self._pool.submit(self.together, ask, touches)
        until(lambda: self._seen() > before)
        return future

    def _seen(self) -> int:
        return len(self.together._waiting) + sum(map(len, self.rounds))


def until(is_so: Callable[[], object]) -> None:
    end = time.monotonic() + SOON
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.001)


def answers(futures: Sequence[Future[Any]]) -> list[Any]:
    return [future.result(SOON) for future in futures]


class TestACall:
    def test_that_is_alone_goes_at_once_in_its_own_thread(self):
        threads = []

        def work(asks):
            threads.append(threading.current_thread())
            return asks

        assert Together(work, most=8)("a") == "a"
        assert threads == [threading.current_thread()]

    def test_that_fails_alone_raises_its_own_error_and_the_next_one_goes(self):
        bench = Bench()
        bench.open.set()

        def fails(asks):
            if "bad" in asks:
                raise ValueError(asks)

        bench.fails = fails
        with pytest.raises(ValueError, match="bad"):
            bench.together("bad")
        assert bench.together("good") == "did good"
        assert bench.rounds == [["bad"], ["good"]]

    def test_that_is_told_to_ask_again_asks_again_alone(self):
        tries = []

        def work(asks):
            tries.append(list(asks))
            return ["retry" if len(tries) == 1 else "done" for _ in asks]

        assert Together(work, most=8, again="retry".__eq__)("a") == "done"
        assert tries == [["a"], ["a"]]


class TestThoseWhoWait:
    def test_go_together_in_the_order_in_which_they_came(self):
        bench = Bench()
        futures = [bench.send(nr) for nr in range(6)]
        bench.open.set()
        assert answers(futures) == [f"did {nr}" for nr in range(6)]
        assert bench.rounds == [[0], [1, 2, 3, 4, 5]]

    def test_are_more_than_fit_and_the_rest_waits_for_the_next_round(self):
        bench = Bench(most=3)
        futures = [bench.send(nr) for nr in range(8)]
        bench.open.set()
        answers(futures)
        assert bench.rounds == [[0], [1, 2, 3], [4, 5, 6], [7]]

    def test_for_something_else_go_in_another_lane(self):
        bench = Bench(lanes=2)
        futures = [bench.send("a", ["cup"]), bench.send("b", ["vase"])]
        until(lambda: bench.rounds == [["a"], ["b"]])
        bench.open.set()
        assert answers(futures) == ["did a", "did b"]

    def test_for_the_same_thing_are_never_at_work_at_once(self):
        bench = Bench(lanes=2)
        first = [bench.send("a", ["cup"]), bench.send("b", ["cup", "vase"])]
        assert bench.rounds == [["a"]]
        # Nobody overtakes: the vase is wanted by one who came earlier and waits for the cup.
        first.append(bench.send("c", ["vase"]))
        assert bench.rounds == [["a"]]
        bench.open.set()
        answers(first)
        assert bench.rounds == [["a"], ["b", "c"]]

    def test_behind_a_lane_that_is_stuck_get_one_of_their_own(self):
        bench = Bench(lanes=1)
        futures = [bench.send("a", ["cup"]), bench.send("b", ["cup"]), bench.send("c", ["vase"])]
        until(lambda: bench.rounds == [["a"], ["c"]])
        bench.open.set()
        assert answers(futures) == ["did a", "did b", "did c"]


class TestARoundThatFails:
    def test_is_asked_again_one_by_one_and_only_the_bad_one_fails(self):
        bench = Bench()
        futures = [bench.send(ask) for ask in ["first", "a", "bad", "b"]]

        def fails(asks):
            if "bad" in asks:
                raise ValueError(asks)

        bench.fails = fails
        bench.open.set()
        assert answers([futures[0], futures[1], futures[3]]) == ["did first", "did a", "did b"]
        with pytest.raises(ValueError, match="bad"):
            futures[2].result(SOON)
        assert bench.rounds[:2] == [["first"], ["a", "bad", "b"]]
        assert sorted(bench.rounds[2:]) == [["a"], ["b"], ["bad"]]

    def test_because_its_leader_was_ended_leaves_nobody_waiting(self):
        bench = Bench()
        futures = [bench.send(ask) for ask in ["first", "leader", "a", "b"]]

        def fails(asks):
            if len(asks) > 1:
                raise SystemExit("the leader's thread is ended")

        bench.fails = fails
        bench.open.set()
        assert answers([futures[0], *futures[2:]]) == ["did first", "did a", "did b"]
        with pytest.raises(SystemExit):
            futures[1].result(SOON)

    def test_by_answering_too_few_is_asked_again_one_by_one(self):
        together = Together(lambda asks: ["x"] if len(asks) == 1 else [], most=8)
        with ThreadPoolExecutor(8) as pool:
            assert list(pool.map(together, range(64))) == ["x"] * 64


class TestOneWhoWaits:
    def test_and_is_interrupted_stands_up_and_the_others_go_on(self):
        bench = Bench()
        said = []

        def ask():
            try:
                bench.together("gone")
            except KeyboardInterrupt:
                said.append("interrupted")

        first = bench.send("first")
        thread = threading.Thread(target=ask)
        thread.start()
        until(lambda: bench.together._waiting)
        interrupt(thread)
        until(lambda: not bench.together._waiting)
        last = bench.send("last")
        bench.open.set()
        assert answers([first, last]) == ["did first", "did last"]
        assert (said, bench.rounds) == (["interrupted"], [["first"], ["last"]])

    def test_for_a_leader_whose_thread_is_dead_goes_alone(self):
        bench = Bench()
        bench.open.set()
        leader = threading.Thread(target=time.sleep, args=[0])
        leader.start()
        leader.join()
        # As if a thread had died between being made the leader and leading.
        with bench.together._lock:
            bench.together._running.append(_dead_round(leader))
        start = time.monotonic()
        assert bench.together("a") == "did a"
        assert time.monotonic() - start < SOON
        assert bench.together._running == []


class TestAfterAFork:
    def test_the_child_begins_anew(self):
        bench = Bench()
        first = bench.send("first")  # at work while we fork
        second = bench.send("second")
        child = os.fork()
        if child == 0:
            bench.open.set()
            os._exit(0 if bench.together("child") == "did child" else 1)
        assert os.waitpid(child, 0)[1] == 0
        bench.open.set()
        assert answers([first, second]) == ["did first", "did second"]


class TestACrowd:
    @pytest.mark.parametrize("lanes", [1, 2, 3])
    def test_is_answered_each_its_own_whatever_happens(self, lanes):
        """Random failures, sleeps and things touched; nobody may hang or get another's answer."""
        random, lock, at_work = Random(lanes), threading.Lock(), []

        def work(asks):
            things = {thing for _, touches, _ in asks for thing in touches}
            with lock:
                assert not [t for busy in at_work for t in busy & things if len(asks) > 1]
                at_work.append(things)
                chance, pause = random.random(), random.uniform(0, 0.002)
            time.sleep(pause)
            with lock:
                at_work.remove(things)
            if chance < 0.2 and len(asks) > 1:
                raise ConnectionError
            return [number for _, _, number in asks]

        together = Together(work, most=6, lanes=lanes)

        def client(nr):
            mine = Random(nr)
            for step in range(40):
                touches = tuple(mine.sample("abcdef", mine.randint(0, 2)))
                assert together((nr, touches, (nr, step)), touches) == (nr, step)
            return nr

        with ThreadPoolExecutor(16) as pool:
            assert list(pool.map(client, range(16))) == list(range(16))
        assert (list(together._waiting), together._running) == ([], [])

    def test_serves_nobody_before_one_who_came_earlier(self):
        bench = Bench(most=4)
        futures = [bench.send(nr, ["cup"]) for nr in range(30)]
        bench.open.set()
        answers(futures)
        served = [ask for some in bench.rounds for ask in some]
        assert all(one < other for one, other in pairwise(served))

    def test_leads_one_round_each_and_goes_home(self):
        """A busy crowd must not keep one thread working for all the others."""
        bench = Bench(most=3)
        futures = [bench.send(nr) for nr in range(8)]
        bench.open.set()
        answers(futures)
        assert len(bench.leaders) == len(set(bench.leaders)) == 4


def interrupt(thread: threading.Thread) -> None:
    assert thread.ident is not None
    raised = ctypes.pythonapi.PyThreadState_SetAsyncExc(
        ctypes.c_ulong(thread.ident), ctypes.py_object(KeyboardInterrupt)
    )
    assert raised == 1


def _dead_round(leader: threading.Thread) -> Any:
    seat = _Seat("dead", frozenset())
    seat.thread = leader
    return _Round([seat], set())


def test_patience_is_shorter_than_a_shopper_notices():
    assert PATIENCE_SECONDS <= 0.2
