"""What every payment provider must do, whoever wrote it. Subclass and give the fixtures.

``docs/how-to/add-a-payment-provider.md`` shows how. The suite is about what purchases rely on: one
attempt takes money once however often it is asked for, silence is told from refusal, and money is
given back once.
"""

from __future__ import annotations

import re
from typing import Protocol

import pytest

from balcao.domains.payments.ports import (
    Attempt,
    Outcome,
    PaymentProvider,
    ProviderAway,
    ProviderRefused,
    SavingProvider,
)
from balcao.kernel.ids import new_id
from balcao.kernel.money import Money

LANGUAGES = ("pt-br", "en")
AMOUNT = Money(12_345, "BRL")


def attempt(token: str = "") -> Attempt:
    """A new attempt over R$ 123.45."""
    return Attempt(str(new_id()), "B-1001", AMOUNT, token)


class Outside(Protocol):
    """The provider's side of the wire, as tests control it. Amounts are minor units."""

    good_token: str
    bad_token: str

    def go_away(self) -> None:
        """From now on there is no answer."""

    def taken(self, attempt: Attempt) -> int:
        """What was taken for an attempt."""

    def given_back(self, attempt: Attempt) -> int:
        """What was given back of it."""


class Keeping(Outside, Protocol):
    """The same of a provider that keeps cards."""

    def pays_in_form(self, action: object) -> None:
        """A shopper pays by the form, with a good card."""

    def kept_for(self, holder: str) -> list[str]:
        """The cards that are kept for a holder."""


class PaymentContract:
    """For every provider."""

    @pytest.fixture
    def provider(self) -> PaymentProvider:
        raise NotImplementedError("Give the provider to test.")

    def test_has_a_code_that_fits_into_addresses_and_rows(self, provider):
        assert re.fullmatch(r"[a-z][a-z0-9_]{1,39}", provider.code)

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_says_what_it_is_in_every_language(self, provider, language):
        assert provider.label(language).strip()
        assert provider.explain(language).strip()

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_says_what_is_left_to_do_as_labels_and_values(self, provider, language):
        left = provider.instructions(language, attempt(), {})
        assert isinstance(left.text, str)
        for label, value in left.facts:
            assert label.strip()
            assert value.strip()

    def test_is_paid_on_delivery_only_if_it_asks_nobody(self, provider):
        assert provider.is_offline or not provider.pays_on_delivery

    def test_knows_nothing_of_an_attempt_that_was_never_made(self, provider):
        assert provider.look_up(attempt()).outcome is not Outcome.CAPTURED

    def test_voids_an_attempt_that_was_never_made(self, provider):
        one = attempt()
        provider.void(one)
        assert provider.look_up(one).outcome is not Outcome.CAPTURED


class OfflineContract(PaymentContract):
    """For providers that ask nobody: orders are placed at once and money comes later."""

    def test_asks_nobody_and_waits(self, provider):
        assert provider.is_offline
        one = attempt()
        assert provider.pay(one).outcome is Outcome.PENDING
        assert provider.look_up(one).outcome is Outcome.PENDING

    def test_leaves_giving_back_to_people(self, provider):
        provider.refund(attempt(), amount=AMOUNT, key="refund:1")


class OutsideContract(PaymentContract):
    """For providers with a service behind them."""

    @pytest.fixture
    def outside(self) -> Outside:
        raise NotImplementedError("Give the remote control of the service.")

    def test_takes_the_amount_once_however_often_it_is_asked(self, provider, outside):
        one = attempt(outside.good_token)
        first, second = provider.pay(one), provider.pay(one)
        assert first.outcome is Outcome.CAPTURED
        assert first.reference
        assert second == first
        assert outside.taken(one) == AMOUNT.minor

    def test_tells_two_attempts_apart(self, provider, outside):
        one, other = attempt(outside.good_token), attempt(outside.good_token)
        assert provider.pay(one).reference != provider.pay(other).reference

    def test_finds_an_attempt_by_its_key_alone(self, provider, outside):
        one = attempt(outside.good_token)
        paid = provider.pay(one)
        # The sweeper has no token any more.
        found = provider.look_up(Attempt(one.idempotency_key, one.reference, one.amount))
        assert (found.outcome, found.reference) == (Outcome.CAPTURED, paid.reference)

    def test_says_declined_and_takes_nothing(self, provider, outside):
        one = attempt(outside.bad_token)
        assert provider.pay(one).outcome is Outcome.DECLINED
        assert provider.look_up(one).outcome is not Outcome.CAPTURED
        assert outside.taken(one) == 0

    def test_takes_nothing_after_an_attempt_was_voided(self, provider, outside):
        one = attempt(outside.good_token)
        provider.void(one)
        provider.void(one)
        assert provider.pay(one).outcome is not Outcome.CAPTURED
        assert outside.taken(one) == 0

    def test_does_not_void_what_was_taken(self, provider, outside):
        one = attempt(outside.good_token)
        provider.pay(one)
        provider.void(one)
        # The caller asks again after voiding: an order that was paid after all is placed.
        assert provider.look_up(one).outcome is Outcome.CAPTURED

    def test_gives_back_once_for_each_key(self, provider, outside):
        one = attempt(outside.good_token)
        provider.pay(one)
        part = Money(5_000, "BRL")
        provider.refund(one, amount=part, key="refund:1")
        provider.refund(one, amount=part, key="refund:1")
        assert outside.given_back(one) == 5_000
        provider.refund(one, amount=part, key="refund:2")
        assert outside.given_back(one) == 10_000

    @pytest.mark.parametrize("what", ["pay", "look_up", "void", "refund"])
    def test_tells_silence_from_refusal(self, provider, outside, what):
        outside.go_away()
        one = attempt(outside.good_token)
        more = {"amount": AMOUNT, "key": "refund:1"} if what == "refund" else {}
        with pytest.raises(ProviderAway):
            getattr(provider, what)(one, **more)


class AuthorizingContract:
    """For providers with a service behind them that set money aside first; beside the other."""

    @pytest.fixture
    def outside(self) -> Outside:
        raise NotImplementedError("Give the remote control of the service.")

    @pytest.fixture
    def authorizing(self) -> PaymentProvider:
        raise NotImplementedError("Give the provider, made so that it sets money aside.")

    def test_sets_aside_and_takes_nothing(self, authorizing, outside):
        one = attempt(outside.good_token)
        assert authorizing.pay(one).outcome is Outcome.AUTHORIZED
        assert authorizing.look_up(one).outcome is Outcome.AUTHORIZED
        assert outside.taken(one) == 0

    def test_takes_what_was_set_aside_once(self, authorizing, outside):
        one = attempt(outside.good_token)
        authorizing.pay(one)
        for _ in range(2):
            answer = authorizing.capture(one, amount=AMOUNT, key="capture:1")
            assert answer.outcome is Outcome.CAPTURED
        assert outside.taken(one) == AMOUNT.minor

    def test_takes_a_part_and_lets_the_rest_go(self, authorizing, outside):
        one = attempt(outside.good_token)
        authorizing.pay(one)
        authorizing.capture(one, amount=Money(5_000, "BRL"), key="capture:1")
        assert outside.taken(one) == 5_000
        answer = authorizing.look_up(one)
        assert (answer.outcome, answer.amount_minor) == (Outcome.CAPTURED, 5_000)

    def test_lets_go_what_was_set_aside(self, authorizing, outside):
        one = attempt(outside.good_token)
        authorizing.pay(one)
        authorizing.void(one)
        assert authorizing.look_up(one).outcome is Outcome.DECLINED
        with pytest.raises(ProviderRefused):
            authorizing.capture(one, amount=AMOUNT, key="capture:1")
        assert outside.taken(one) == 0


class SavingContract:
    """For providers with a form that keep cards; beside the others."""

    @pytest.fixture
    def outside(self) -> Keeping:
        raise NotImplementedError("Give the remote control of the service.")

    @pytest.fixture
    def provider(self) -> PaymentProvider:
        raise NotImplementedError("Give the provider to test.")

    @pytest.fixture
    def holder(self, provider):
        assert isinstance(provider, SavingProvider)
        return provider.open_holder(key="holder:1:1", name="Ana Souza", email="ana@example.com")

    @pytest.fixture
    def card(self, provider, outside, holder):
        """A card that was kept with an earlier payment."""
        one = attempt()
        ready = provider.pay(one)
        provider.keep_card(one, holder=holder, is_kept=True)
        outside.pays_in_form(ready.action)
        return provider.look_up(one).card

    def test_knows_a_holder_once(self, provider, holder):
        said = {"name": "Ana Souza", "email": "ana@example.com"}
        assert provider.open_holder(key="holder:1:1", **said) == holder
        assert provider.open_holder(key="holder:1:2", **said) != holder

    def test_keeps_the_card_that_paid_and_says_what_people_know_it_by(self, outside, holder, card):
        assert outside.kept_for(holder) == [card.token]
        assert card.holder == holder
        assert re.fullmatch("[0-9]{4}", card.last4)
        assert card.brand
        assert (1 <= card.exp_month <= 12, card.exp_year > 2000) == (True, True)

    def test_keeps_none_without_being_asked(self, provider, outside, holder):
        one = attempt()
        outside.pays_in_form(provider.pay(one).action)
        assert provider.look_up(one).card is None
        assert outside.kept_for(holder) == []

    def test_keeps_none_when_the_shopper_has_thought_better_of_it(self, provider, outside, holder):
        one = attempt()
        ready = provider.pay(one)
        provider.keep_card(one, holder=holder, is_kept=True)
        provider.keep_card(one, holder=holder, is_kept=False)
        outside.pays_in_form(ready.action)
        assert provider.look_up(one).card is None
        assert outside.kept_for(holder) == []

    def test_pays_with_a_kept_card_once(self, provider, outside, holder, card):
        one = attempt()
        said = {"holder": holder, "card": card.token, "key": "1"}
        first, second = provider.pay_saved(one, **said), provider.pay_saved(one, **said)
        assert (first.outcome, second.outcome) == (Outcome.CAPTURED, Outcome.CAPTURED)
        assert outside.taken(one) == AMOUNT.minor

    def test_does_not_pay_with_a_card_of_somebody_else(self, provider, outside, card):
        one = attempt()
        other = provider.open_holder(key="holder:1:3", name="Eva", email="eva@example.com")
        with pytest.raises(ProviderRefused):
            provider.pay_saved(one, holder=other, card=card.token, key="1")
        assert outside.taken(one) == 0

    def test_forgets_a_card_however_often_it_is_asked(self, provider, outside, holder, card):
        for _ in range(2):
            provider.drop_card(card=card.token)
        assert outside.kept_for(holder) == []

    def test_says_that_there_was_no_answer(self, provider, outside, holder, card):
        outside.go_away()
        for ask in (
            lambda: provider.open_holder(key="holder:1:4", name="", email="eva@example.com"),
            lambda: provider.keep_card(attempt(), holder=holder, is_kept=True),
            lambda: provider.pay_saved(attempt(), holder=holder, card=card.token, key="1"),
            lambda: provider.drop_card(card=card.token),
        ):
            with pytest.raises(ProviderAway):
                ask()
