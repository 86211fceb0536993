"""An outside provider that keeps books of its own, so that nobody's word has to be taken."""

from __future__ import annotations

import threading
import time
from collections import Counter
from random import Random

from balcao.domains.payments.ports import Answer, Attempt, Outcome
from balcao.kernel.money import Money


class Bank:
    """Takes money once per key unless the attempt was voided before; answers late, if told to."""

    code = "bank"
    is_offline = False
    pays_on_delivery = False

    def __init__(self, *, seed: int = 1, declines: bool = False, slowest: float = 0.03) -> None:
        self.declines = declines
        self.slowest = slowest
        self.taken: Counter[str] = Counter()
        self.given_back: dict[str, int] = {}
        self.voided: set[str] = set()
        self._lock = threading.Lock()
        self._random = Random(seed)

    def balance(self) -> int:
        """What the bank holds for the shop, in minor units."""
        return sum(self.taken.values()) - sum(self.given_back.values())

    def pay(self, attempt: Attempt) -> Answer:
        self._dawdle()
        with self._lock:
            if self.declines or attempt.idempotency_key in self.voided:
                return Answer(Outcome.DECLINED)
            self.taken[attempt.idempotency_key] = attempt.amount.minor
        self._dawdle()
        return Answer(Outcome.CAPTURED, f"bank-{attempt.reference}")

    def look_up(self, attempt: Attempt) -> Answer:
        self._dawdle()
        with self._lock:
            if attempt.idempotency_key in self.taken:
                return Answer(Outcome.CAPTURED, f"bank-{attempt.reference}")
            is_voided = attempt.idempotency_key in self.voided
        return Answer(Outcome.DECLINED if is_voided else Outcome.PENDING)

    def void(self, attempt: Attempt) -> None:
        self._dawdle()
        with self._lock:
            if attempt.idempotency_key not in self.taken:
                self.voided.add(attempt.idempotency_key)

    def refund(self, attempt: Attempt, *, amount: Money, key: str) -> None:
        self._dawdle()
        with self._lock:
            self.given_back[key] = amount.minor

    def _dawdle(self) -> None:
        with self._lock:
            pause = self._random.uniform(0, self.slowest)
        time.sleep(pause)
