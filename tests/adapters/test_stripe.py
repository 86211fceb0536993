"""Cards by Stripe: its own SDK against localstripe."""

from __future__ import annotations

import logging
from dataclasses import replace

import pytest

from balcao.adapters.payments.stripe import Stripe
from balcao.domains.payments.ports import (
    AuthorizingProvider,
    Decline,
    FormProvider,
    Outcome,
    ProviderAway,
    ProviderRefused,
    TellingProvider,
)
from balcao.kernel.money import Money
from tests.adapters.payment_contract import (
    AMOUNT,
    AuthorizingContract,
    OutsideContract,
    SavingContract,
    attempt,
)
from tests.adapters.stripe_proxy import (
    ASKS,
    ASKS_AND_DECLINES,
    DECLINED,
    GOOD,
    SECRET,
    SIGNS,
    made,
    running,
)


class TestContract(OutsideContract):
    @pytest.fixture
    def outside(self, upstream):
        with running(upstream) as wire:
            yield wire

    @pytest.fixture
    def provider(self, outside):
        return made(outside)


class TestSettingAside(AuthorizingContract):
    @pytest.fixture
    def outside(self, upstream):
        with running(upstream) as wire:
            yield wire

    @pytest.fixture
    def authorizing(self, outside):
        return made(outside, capture_when="by_hand")

    def test_does_not_take_more_than_was_set_aside(self, authorizing, outside):
        one = attempt(outside.good_token)
        authorizing.pay(one)
        with pytest.raises(ProviderRefused):
            authorizing.capture(one, amount=Money(AMOUNT.minor + 1, "BRL"), key="capture:1")
        assert outside.taken(one) == 0

    def test_gives_back_no_more_than_was_taken(self, authorizing, outside):
        one = attempt(outside.good_token)
        authorizing.pay(one)
        authorizing.capture(one, amount=Money(5_000, "BRL"), key="capture:1")
        with pytest.raises(ProviderRefused):
            authorizing.refund(one, amount=Money(5_001, "BRL"), key="refund:1")
        authorizing.refund(one, amount=Money(5_000, "BRL"), key="refund:2")
        assert outside.given_back(one) == 5_000


class TestKeeping(SavingContract):
    @pytest.fixture
    def outside(self, upstream):
        with running(upstream) as wire:
            yield wire

    @pytest.fixture
    def provider(self, outside):
        return made(outside)

    def test_lets_the_bank_ask_and_another_card_be_tried(self, provider, outside, holder, card):
        asks = outside.card(ASKS)
        outside.direct("POST", f"/v1/payment_methods/{asks}/attach", {"customer": holder})
        one = attempt()
        asked = provider.pay_saved(one, holder=holder, card=asks, key="1")
        assert (asked.outcome, asked.action["type"]) == (Outcome.PENDING, "stripe_confirm")
        outside.authenticate(asked.action, success=False)
        again = provider.pay_saved(one, holder=holder, card=asks, key="2")
        assert again.action["type"] == "stripe_confirm"
        outside.authenticate(again.action, success=False)
        assert provider.look_up(one).declined is Decline.NOT_CONFIRMED
        paid = provider.pay_saved(one, holder=holder, card=card.token, key="3")
        assert paid.outcome is Outcome.CAPTURED

    def test_says_that_a_kept_card_was_declined(self, provider, outside, holder):
        bad = outside.bad_token
        outside.direct("POST", f"/v1/payment_methods/{bad}/attach", {"customer": holder})
        one = attempt()
        answer = provider.pay_saved(one, holder=holder, card=bad, key="1")
        assert (answer.outcome, answer.declined) == (Outcome.PENDING, Decline.OTHER)
        assert answer.action["type"] == "stripe_card"


class TestStripe:
    def test_sets_aside_tells_and_takes(self, provider):
        assert isinstance(provider, AuthorizingProvider)
        assert isinstance(provider, TellingProvider)

    @pytest.mark.parametrize("token", [GOOD, "4242 4242 4242 4242", "pm_4242-4242-4242-4242"])
    def test_sends_no_card_number(self, provider, outside, token):
        answer = provider.pay(attempt(token))
        assert answer.outcome is Outcome.DECLINED
        assert "4242" not in answer.reason
        assert outside.asked == []

    @pytest.mark.parametrize("token", ["tok_visa", "pm_x/../../refunds", "pm_1\n"])
    def test_sends_nothing_but_tokens(self, provider, outside, token):
        assert provider.pay(attempt(token)).outcome is Outcome.DECLINED
        assert outside.asked == []

    def test_declines_a_token_that_stripe_does_not_know(self, provider, outside):
        one = attempt("pm_unknown")
        assert provider.pay(one).outcome is Outcome.DECLINED
        assert provider.look_up(one).outcome is Outcome.DECLINED

    def test_says_why_it_declined_and_closes_the_attempt(self, provider, outside):
        one = attempt(outside.bad_token)
        answer = provider.pay(one)
        assert "declined" in answer.reason
        (intent,) = outside.intents(one)
        assert intent["status"] == "canceled"
        # The same attempt with another card stays declined: it takes a new attempt.
        assert provider.pay(replace(one, token=outside.good_token)).outcome is Outcome.DECLINED
        assert outside.taken(one) == 0

    def test_makes_one_intent_whoever_asks_first(self, provider, outside):
        one = attempt(outside.good_token)
        assert provider.look_up(replace(one, token="")).outcome is Outcome.PENDING
        assert provider.pay(one).outcome is Outcome.CAPTURED
        provider.void(one)
        assert len(outside.intents(one)) == 1

    def test_sends_what_the_order_is_called(self, provider, outside):
        one = attempt(outside.good_token)
        provider.pay(one)
        (intent,) = outside.intents(one)
        assert intent["metadata"]["balcao_order"] == "B-1001"
        assert intent["currency"] == "brl"

    def test_gives_back_no_more_than_was_taken(self, provider, outside):
        one = attempt(outside.good_token)
        provider.pay(one)
        provider.refund(one, amount=Money(12_000, "BRL"), key="refund:1")
        with pytest.raises(ProviderRefused):
            provider.refund(one, amount=Money(346, "BRL"), key="refund:2")
        assert outside.given_back(one) == 12_000

    def test_gives_nothing_back_where_nothing_was_taken(self, provider, outside):
        with pytest.raises(ProviderRefused):
            provider.refund(attempt(), amount=AMOUNT, key="refund:1")

    def test_takes_nothing_it_cannot_count(self, provider, outside):
        one = replace(attempt(outside.good_token), amount=Money(1_001, "KWD"))
        assert provider.pay(one).outcome is Outcome.DECLINED
        assert provider.look_up(one).outcome is Outcome.DECLINED
        provider.void(one)
        assert outside.asked == []

    def test_takes_yen(self, provider, outside):
        one = replace(attempt(outside.good_token), amount=Money(500, "JPY"))
        assert provider.pay(one).outcome is Outcome.CAPTURED
        assert outside.taken(one) == 500


class TestThreeDSecure:
    def test_passes_on_what_the_browser_has_to_do(self, provider, outside):
        one = attempt(outside.card(ASKS))
        answer = provider.pay(one)
        assert answer.outcome is Outcome.PENDING
        assert answer.action["type"] == "stripe_confirm"
        assert answer.action["publishable_key"] == "pk_test_open"
        assert answer.action["client_secret"].startswith(f"{answer.reference}_secret_")
        assert provider.pay(one) == answer
        assert outside.taken(one) == 0

    def test_is_paid_once_the_bank_has_agreed(self, provider, outside):
        one = attempt(outside.card(ASKS))
        action = provider.pay(one).action
        assert outside.authenticate(action, success=True) == 200
        for answer in (provider.look_up(replace(one, token="")), provider.pay(one)):
            assert (answer.outcome, answer.action) == (Outcome.CAPTURED, None)
        assert outside.taken(one) == AMOUNT.minor

    def test_sets_aside_once_the_bank_has_agreed(self, authorizing, outside):
        one = attempt(outside.card(ASKS))
        outside.authenticate(authorizing.pay(one).action, success=True)
        assert authorizing.look_up(one).outcome is Outcome.AUTHORIZED

    @pytest.mark.parametrize(
        ("card", "success", "why"),
        [(ASKS, False, Decline.NOT_CONFIRMED), (ASKS_AND_DECLINES, True, Decline.OTHER)],
    )
    def test_leaves_another_try_when_it_fails(self, provider, outside, card, success, why):
        one = attempt(outside.card(card))
        action = provider.pay(one).action
        outside.authenticate(action, success=success)
        answer = provider.look_up(one)
        assert (answer.outcome, answer.declined) == (Outcome.PENDING, why)
        assert answer.action["type"] == "stripe_card"
        outside.confirm_in_browser(answer.action, GOOD)
        assert provider.look_up(one).outcome is Outcome.CAPTURED
        assert outside.taken(one) == AMOUNT.minor

    def test_is_not_paid_after_it_was_voided(self, provider, outside):
        one = attempt(outside.card(ASKS))
        action = provider.pay(one).action
        provider.void(one)
        assert outside.authenticate(action, success=True) == 400
        assert provider.look_up(one).outcome is Outcome.DECLINED


class TestTheForm:
    """The shopper's browser pays with the secret of the intent; we only make it and look."""

    def test_is_made_ready_without_a_token(self, provider, outside):
        one = attempt()
        ready = provider.pay(one)
        assert (ready.outcome, ready.declined) == (Outcome.PENDING, None)
        assert ready.action["type"] == "stripe_card"
        assert ready.action["publishable_key"] == "pk_test_open"
        assert provider.pay(one) == provider.look_up(one) == ready
        assert len(outside.intents(one)) == 1

    def test_is_paid_when_stripe_says_so(self, provider, outside):
        one = attempt()
        assert outside.confirm_in_browser(provider.pay(one).action, GOOD)[0] == 200
        answer = provider.look_up(one)
        assert (answer.outcome, answer.action) == (Outcome.CAPTURED, None)
        assert outside.taken(one) == AMOUNT.minor

    def test_takes_another_card_after_a_declined_one(self, provider, outside):
        one = attempt()
        action = provider.pay(one).action
        for _ in range(2):
            assert outside.confirm_in_browser(action, DECLINED)[0] == 402
            answer = provider.look_up(one)
            assert (answer.outcome, answer.declined) == (Outcome.PENDING, Decline.OTHER)
            assert answer.action == action
        outside.confirm_in_browser(action, GOOD)
        assert provider.look_up(one).outcome is Outcome.CAPTURED
        assert outside.taken(one) == AMOUNT.minor

    def test_takes_no_card_after_it_was_voided(self, provider, outside):
        one = attempt()
        action = provider.pay(one).action
        outside.confirm_in_browser(action, DECLINED)
        provider.void(one)
        assert outside.confirm_in_browser(action, GOOD)[0] == 400
        assert provider.look_up(one).outcome is Outcome.DECLINED
        assert outside.taken(one) == 0

    def test_cannot_be_paid_by_who_does_not_know_the_secret(self, provider, outside):
        action = provider.pay(attempt()).action
        name = action["client_secret"].split("_secret_")[0]
        forged = {**action, "client_secret": f"{name}_secret_guessed"}
        assert outside.confirm_in_browser(forged, GOOD)[0] == 401

    def test_is_a_provider_with_a_form(self, provider):
        assert isinstance(provider, FormProvider)


class TestSecrets:
    def test_are_neither_shown_nor_written(self, provider, outside, caplog):
        with caplog.at_level(logging.DEBUG):
            one = attempt(outside.card(ASKS))
            action = provider.pay(one).action
            outside.go_away()
            with pytest.raises(ProviderAway) as away:
                provider.look_up(one)
        said = f"{provider!r} {caplog.text} {away.value!r}"
        for secret in (SECRET, SIGNS, action["client_secret"]):
            assert secret not in said

    @pytest.mark.parametrize(
        "wrong",
        [
            {"secret_key": "pk_test_1"},
            {"publishable_key": "sk_test_1"},
            {"webhook_secret": "secret"},
            {"capture_when": "never"},
        ],
    )
    def test_that_cannot_be_right_are_refused_by_name(self, wrong):
        right = {"secret_key": SECRET, "publishable_key": "pk_test_1", "webhook_secret": SIGNS}
        with pytest.raises(ValueError, match="BALCAO_STRIPE") as refused:
            Stripe(**{**right, **wrong})
        assert "secret_key has" not in str(refused.value) or "pk_test_1" not in str(refused.value)
