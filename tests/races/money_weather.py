"""Bad weather between us and Stripe, and a postman who loses the order of his letters.

Behind the weather Stripe keeps its word: the same key is the same deed. What falls is drawn from a
seed.
"""

from __future__ import annotations

import hashlib
import heapq
import hmac
import json
import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from random import Random
from typing import Any

import requests

from tests.adapters.stripe_proxy import SIGNS, Proxy, Reply, Wire, refusal

# What falls, and how often in a thousand calls.
FALLS = {
    "question lost": 20,
    "answer lost": 30,
    "late": 60,
    "after the time-out": 2,
    "twice": 30,
    "503": 10,
    "429": 10,
}
LATE_SECONDS = (0.1, 1.5)
TIME_OUT_SECONDS = 11.0
KINDS = {
    "succeeded": "payment_intent.succeeded",
    "requires_capture": "payment_intent.amount_capturable_updated",
    "canceled": "payment_intent.canceled",
}


@dataclass
class Weather(Wire):
    """A wire on which things fall until it is ``calm``."""

    random: Random = field(default_factory=Random)
    is_calm: bool = False
    forgets: bool = False
    """A provider without idempotency: each repetition is another deed."""
    fell: Counter[str] = field(default_factory=Counter)
    tell: Callable[[str, dict[str, Any]], None] = lambda kind, about: None

    def draw(self) -> str:
        """What falls on the next call; empty for nothing."""
        with self.lock:
            place = self.random.uniform(0, 1000)
            what = ""
            for name, share in FALLS.items() if not self.is_calm else ():
                place -= share
                if place < 0:
                    what = name
                    break
            self.fell[what or "nothing"] += 1
        return what

    def late(self) -> float:
        with self.lock:
            return self.random.uniform(*LATE_SECONDS)

    def answer(self, method: str, path: str, body: str, key: str) -> tuple[Reply, bool]:
        reply, again = super().answer(method, path, body, "" if self.forgets else key)
        if method == "POST" and reply[0] == 200 and not again:
            said = json.loads(reply[1])
            if said["object"] == "refund":
                charge = {"object": "charge", "payment_intent": said["payment_intent"]}
                self.tell("charge.refunded", charge)
            elif said.get("status") in KINDS:
                self.tell(KINDS[said["status"]], said)
        return reply, again


class StormyProxy(Proxy):
    """Answers as the weather lets it."""

    wire: Weather

    def answer_call(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        wire, key = self.wire, self.headers.get("Idempotency-Key", "")
        falls = wire.draw()
        if falls == "question lost":
            self.close_connection = True
            return
        if falls in ("503", "429"):
            self.send(*refusal(int(falls), "api_error", "not now"), again=False)
            return
        if falls == "late":
            time.sleep(wire.late())
        (status, sent), again = wire.answer(self.command, self.path, body, key)
        if falls == "twice":
            (status, sent), again = wire.answer(self.command, self.path, body, key)
        if falls == "after the time-out":
            time.sleep(TIME_OUT_SECONDS)
        if falls == "answer lost":
            self.close_connection = True
            return
        with suppress(ConnectionError):
            self.send(status, sent, again=again)

    do_GET = do_POST = do_DELETE = answer_call


@dataclass
class Postman:
    """Brings each message at least once, some twice, in an order of his own, until it is taken."""

    url: str
    random: Random
    answers: Counter[str] = field(default_factory=Counter)
    _bag: list[tuple[float, int, str]] = field(default_factory=list)
    _number: int = 0
    _wakes: threading.Condition = field(default_factory=threading.Condition)
    _is_over: bool = False
    _busy: int = 0

    def post(self, kind: str, about: dict[str, Any]) -> None:
        """Take a message along."""
        with self._wakes:
            self._number += 1
            event = {
                "id": f"evt_{self._number:06}",
                "object": "event",
                "type": kind,
                "data": {"object": about},
            }
            copies = 2 if self.random.random() < 0.2 else 1
            for _ in range(copies):
                self._put(json.dumps(event), self.random.uniform(0, 4))

    def work(self) -> None:
        """Go round until it is over."""
        while (letter := self._next()) is not None:
            status = self._bring(letter)
            with self._wakes:
                self._busy -= 1
                self.answers[status] += 1
                if status != "200" and not self._is_over:
                    pause = (0.5, 3) if status.isdigit() else (3, 6)
                    self._put(letter, self.random.uniform(*pause))
                self._wakes.notify_all()

    def finish(self, seconds: float) -> int:
        """Wait until the bag is empty, and stop; how many letters are left."""
        end = time.monotonic() + seconds
        with self._wakes:
            while (self._bag or self._busy) and time.monotonic() < end:
                self._wakes.wait(0.2)
            self._is_over = True
            self._wakes.notify_all()
            return len(self._bag) + self._busy

    def _put(self, letter: str, seconds: float) -> None:
        heapq.heappush(self._bag, (time.monotonic() + seconds, self.random.getrandbits(30), letter))
        self._wakes.notify_all()

    def _next(self) -> str | None:
        with self._wakes:
            while not self._is_over:
                wait = self._bag[0][0] - time.monotonic() if self._bag else 0.2
                if self._bag and wait <= 0:
                    self._busy += 1
                    return heapq.heappop(self._bag)[2]
                self._wakes.wait(min(wait, 0.2))
        return None

    def _bring(self, letter: str) -> str:
        headers = {"Content-Type": "application/json", "Stripe-Signature": signed(letter)}
        try:
            answer = requests.post(self.url, letter.encode(), headers=headers, timeout=15)
        except requests.RequestException:
            return "nobody there"
        return str(answer.status_code)


def signed(letter: str, *, secret: str = SIGNS, at: float | None = None) -> str:
    """The signature as Stripe makes it. Source: Stripe, *Verify webhook signatures manually*."""
    sent = int(time.time() if at is None else at)
    made = hmac.new(secret.encode(), f"{sent}.{letter}".encode(), hashlib.sha256).hexdigest()
    return f"t={sent},v1={made}"
