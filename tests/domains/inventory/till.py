"""A provider outside the house that says what a test tells it to, and remembers who has paid."""

from __future__ import annotations

from balcao.domains.payments.ports import Answer, Attempt, Outcome, ProviderAway
from balcao.kernel.money import Money


class Till:
    """``says`` answers the next purchases; None is no answer. Whoever is ``paid`` has paid."""

    code = "till"
    is_offline = False
    pays_on_delivery = False

    def __init__(self) -> None:
        self.says: Outcome | None = Outcome.CAPTURED
        self.paid: set[str] = set()
        self.silent = False
        self.given_back: list[str] = []

    def pay(self, attempt: Attempt) -> Answer:
        if self.says is None:
            raise ProviderAway
        return Answer(self.says, f"till-{attempt.reference}")

    def look_up(self, attempt: Attempt) -> Answer:
        if self.silent:
            raise ProviderAway
        has_paid = attempt.reference in self.paid
        return Answer(Outcome.CAPTURED if has_paid else Outcome.PENDING, "till-late")

    def void(self, attempt: Attempt) -> None:
        """Whoever has not paid until now cannot any more; the rule that pays looks at that."""

    def refund(self, attempt: Attempt, *, amount: Money, key: str) -> None:
        self.given_back.append(attempt.reference)
