"""A provider of cards that sets money aside, keeps books of its own, and can be interrupted.

What is between its deed and its answer is where races live, so a test may put something there.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any

from balcao.domains.payments.ports import Answer, Attempt, Instructions, Outcome, ProviderRefused
from balcao.kernel.money import Money


@dataclass
class Charge:
    """What the vault knows of one key; amounts in minor units."""

    state: Outcome = Outcome.PENDING
    taken: int = 0
    given_back: dict[str, int] = field(default_factory=dict)


class Vault:
    """Takes at once unless ``by_hand``; the same key is the same charge, however often."""

    code = "vault"
    is_offline = False
    pays_on_delivery = False

    def __init__(self, *, by_hand: bool = False, slowest: float = 0.02, seed: int = 1) -> None:
        self.by_hand = by_hand
        self.slowest = slowest
        self.charges: dict[str, Charge] = {}
        self.meanwhile: dict[str, Callable[[], Any]] = {}
        """By verb: what happens once, after the deed and before its answer."""
        self._lock = threading.Lock()
        self._random = Random(seed)

    def balance(self) -> int:
        """What the vault holds for the shop."""
        return sum(self.holds(key) for key in self.charges)

    def holds(self, key: str) -> int:
        """What it holds by one key."""
        charge = self.charges.get(key, Charge())
        return charge.taken - sum(charge.given_back.values())

    def label(self, language: str) -> str:
        return "Vault"

    def explain(self, language: str) -> str:
        return "Vault"

    def instructions(self, language: str, attempt: Attempt, facts: Any) -> Instructions:
        return Instructions()

    def pay(self, attempt: Attempt) -> Answer:
        with self._at_work("pay", attempt) as charge:
            if charge.state is Outcome.PENDING:
                charge.state = Outcome.AUTHORIZED if self.by_hand else Outcome.CAPTURED
                charge.taken = 0 if self.by_hand else attempt.amount.minor
        return self._answer(attempt)

    def look_up(self, attempt: Attempt) -> Answer:
        with self._at_work("look_up", attempt):
            pass
        return self._answer(attempt)

    def capture(self, attempt: Attempt, *, amount: Money, key: str) -> Answer:
        with self._at_work("capture", attempt) as charge:
            if charge.state is Outcome.AUTHORIZED:
                charge.state, charge.taken = Outcome.CAPTURED, amount.minor
            if charge.state is not Outcome.CAPTURED:
                raise ProviderRefused("nothing is set aside")
        return self._answer(attempt)

    def void(self, attempt: Attempt) -> None:
        with self._at_work("void", attempt) as charge:
            if charge.state is not Outcome.CAPTURED:
                charge.state = Outcome.DECLINED

    def refund(self, attempt: Attempt, *, amount: Money, key: str) -> None:
        with self._at_work("refund", attempt) as charge:
            others = [some for name, some in charge.given_back.items() if name != key]
            if sum(others) + amount.minor > charge.taken:
                raise ProviderRefused("more than what is left")
            charge.given_back[key] = amount.minor

    def _at_work(self, verb: str, attempt: Attempt) -> _Work:
        return _Work(self, verb, attempt.idempotency_key)

    def _answer(self, attempt: Attempt) -> Answer:
        charge = self.charges[attempt.idempotency_key]
        is_part = charge.state is Outcome.CAPTURED and charge.taken != attempt.amount.minor
        return Answer(
            charge.state,
            f"vault-{attempt.idempotency_key}",
            amount_minor=charge.taken if is_part else None,
        )

    def dawdle(self) -> None:
        with self._lock:
            pause = self._random.uniform(0, self.slowest)
        time.sleep(pause)


class _Work:
    """One deed: the way there, the books alone, what happens meanwhile, the way back."""

    def __init__(self, vault: Vault, verb: str, key: str) -> None:
        self.vault, self.verb, self.key = vault, verb, key

    def __enter__(self) -> Charge:
        self.vault.dawdle()
        self.vault._lock.acquire()
        return self.vault.charges.setdefault(self.key, Charge())

    def __exit__(self, kind: object, *_: object) -> None:
        self.vault._lock.release()
        if kind is None and (happens := self.vault.meanwhile.pop(self.verb, None)):
            happens()
        self.vault.dawdle()
