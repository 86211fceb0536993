"""A payment provider of the tests that sets money aside, and how it is offered for a while."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import ClassVar, TypeVar

from balcao.domains.payments.ports import (
    Answer,
    Decline,
    Instructions,
    KeptCard,
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

    def explain(self, language):
        return "By card."

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


class FormCard(Card):
    """The same with a form on the shop's page, whose shopper pays when the test says so."""

    code = "form"
    form = "stripe"
    form_script = "https://forms.example/v1/"
    form_policy: ClassVar = {"script-src": "https://forms.example"}
    form_declines: ClassVar = {"no_money": Decline.FUNDS}

    def __init__(self) -> None:
        super().__init__()
        self.says = Outcome.PENDING
        self.keeps: dict[str, str] = {}
        self.holders: dict[str, str] = {}
        self.dropped: list[str] = []
        self.saved_calls: list[tuple[str, str]] = []

    def _now(self, attempt, **more):
        action = {"type": "stripe_card", "client_secret": "pi_1_secret_x", "publishable_key": "pk"}
        return Answer(Outcome.PENDING, f"form-{attempt.idempotency_key}", action=action, **more)

    def pay(self, attempt):
        self._hear("pay")
        return self.known.setdefault(attempt.idempotency_key, self._now(attempt))

    def look_up(self, attempt):
        self._hear("look_up")
        return self.known.setdefault(attempt.idempotency_key, self._now(attempt))

    def shopper_pays(self, payment, *, declined=None):
        """The shopper types a card; the browser tells us nothing."""
        key = payment.idempotency_key
        if declined:
            self.known[key] = replace(self.known[key], declined=declined)
            return
        holder = self.keeps.get(key)
        card = KeptCard(holder, "pm_1", "visa", "4242", 12, 2030) if holder else None
        self.taken[key] = payment.amount.minor
        self.known[key] = Answer(Outcome.CAPTURED, f"form-{key}", card=card)

    def open_holder(self, *, key, name, email):
        self._hear("open_holder")
        return self.holders.setdefault(key, f"cus_{len(self.holders) + 1}")

    def keep_card(self, attempt, *, holder, is_kept):
        self._hear("keep_card")
        if is_kept:
            self.keeps[attempt.idempotency_key] = holder
        else:
            self.keeps.pop(attempt.idempotency_key, None)

    def pay_saved(self, attempt, *, holder, card, key):
        self._hear("pay_saved")
        self.saved_calls.append((holder, card))
        self.taken[attempt.idempotency_key] = attempt.amount.minor
        answer = Answer(Outcome.CAPTURED, f"form-{attempt.idempotency_key}")
        self.known[attempt.idempotency_key] = answer
        return answer

    def drop_card(self, *, card):
        self._hear("drop_card")
        self.dropped.append(card)
