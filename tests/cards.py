"""A payment provider of the tests that sets money aside, and how it is offered for a while."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeVar

from balcao.domains.payments.ports import (
    Answer,
    Instructions,
    Outcome,
    PaymentProvider,
    ProviderAway,
    ProviderRefused,
    offered,
    use_providers,
)

Provider = TypeVar("Provider", bound=PaymentProvider)


@contextmanager
def offering(provider: Provider) -> Iterator[Provider]:
    """Offer a provider beside the others."""
    before = offered()
    use_providers([*before, provider])
    try:
        yield provider
    finally:
        use_providers(before)


class Card:
    """A provider that sets money aside, keeps books of its own and is silent when told to."""

    code = "card"
    is_offline = False
    pays_on_delivery = False

    def __init__(self) -> None:
        self.says = Outcome.AUTHORIZED
        self.known: dict[str, Answer] = {}
        self.taken: dict[str, int] = {}
        self.given_back: dict[str, int] = {}
        self.silent: set[str] = set()
        self.refuses: set[str] = set()

    def label(self, language):
        return "Card"

    def instructions(self, language, attempt, facts):
        return Instructions()

    def _hear(self, verb: str) -> None:
        if verb in self.silent:
            raise ProviderAway
        if verb in self.refuses:
            raise ProviderRefused("the card has expired")

    def pay(self, attempt):
        self._hear("pay")
        answer = Answer(self.says, f"card-{attempt.idempotency_key}")
        if self.says is Outcome.CAPTURED:
            self.taken[attempt.idempotency_key] = attempt.amount.minor
        return self.known.setdefault(attempt.idempotency_key, answer)

    def look_up(self, attempt):
        self._hear("look_up")
        return self.known.get(attempt.idempotency_key, Answer(Outcome.PENDING))

    def capture(self, attempt, *, amount, key):
        self._hear("capture")
        self.taken.setdefault(attempt.idempotency_key, amount.minor)
        answer = Answer(Outcome.CAPTURED, self.known[attempt.idempotency_key].reference)
        self.known[attempt.idempotency_key] = answer
        return answer

    def void(self, attempt):
        self._hear("void")
        if attempt.idempotency_key not in self.taken:
            self.known[attempt.idempotency_key] = Answer(Outcome.DECLINED)

    def refund(self, attempt, *, amount, key):
        self._hear("refund")
        self.given_back[key] = amount.minor
