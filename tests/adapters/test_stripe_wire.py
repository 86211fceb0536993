"""Cards by Stripe when the wire loses, delays and repeats, and when Stripe forgets."""

from __future__ import annotations

import queue
import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from balcao.domains.payments.ports import (
    Attempt,
    Outcome,
    ProviderAway,
)
from balcao.kernel.money import Money
from tests.adapters.payment_contract import (
    AMOUNT,
    attempt,
)
from tests.adapters.stripe_proxy import (
    made,
)


class TestAWireThatLoses:
    """What is lost is silence; asking again with the same key does each thing once."""

    @pytest.mark.parametrize("loses", ["question", "answer"])
    @pytest.mark.parametrize("at", [0, 1])
    def test_takes_once(self, provider, outside, loses, at):
        one = attempt(outside.good_token)
        count = 0
        forward = outside.answer

        def counting(*said):
            nonlocal count
            count += 1
            if count == at:
                outside.loses = loses
            return forward(*said)

        outside.answer = counting
        if at == 0:
            outside.loses = loses
        with pytest.raises(ProviderAway):
            provider.pay(one)
        found = provider.look_up(replace(one, token=""))
        is_taken = at == 1 and loses == "answer"
        assert (found.outcome is Outcome.CAPTURED) == is_taken
        assert provider.pay(one).outcome is Outcome.CAPTURED
        assert outside.taken(one) == AMOUNT.minor
        assert len(outside.intents(one)) == 1

    def test_gives_back_once(self, provider, outside):
        one = attempt(outside.good_token)
        reference = provider.pay(one).reference
        one = replace(one, provider_reference=reference)
        forward = outside.answer

        def losing(method, path, body, key):
            if (method, path) == ("POST", "/v1/refunds"):
                outside.answer = forward
                forward(method, path, body, key)
                outside.status = 500
                return (500, b"{}"), False
            return forward(method, path, body, key)

        outside.answer = losing
        with pytest.raises(ProviderAway):
            provider.refund(one, amount=AMOUNT, key="refund:1")
        outside.status = 0
        outside.kept.clear()  # a day later
        provider.refund(one, amount=AMOUNT, key="refund:1")
        assert outside.given_back(one) == AMOUNT.minor

    def test_bears_being_repeated(self, provider, outside):
        outside.repeats = True
        one = attempt(outside.good_token)
        assert provider.pay(one).outcome is Outcome.CAPTURED
        provider.refund(one, amount=Money(5_000, "BRL"), key="refund:1")
        assert (outside.taken(one), outside.given_back(one)) == (AMOUNT.minor, 5_000)

    @pytest.mark.parametrize("status", [401, 403, 409, 429, 500, 503])
    def test_takes_none_of_these_for_a_no(self, provider, outside, status):
        outside.status = status
        for ask in (provider.pay, provider.look_up, provider.void):
            with pytest.raises(ProviderAway):
                ask(attempt("pm_one"))
        with pytest.raises(ProviderAway):
            provider.refund(attempt(), amount=AMOUNT, key="refund:1")

    def test_waits_ten_seconds_at_most(self, outside, monkeypatch):
        monkeypatch.setattr("balcao.adapters.payments.stripe.SECONDS", 0.2)
        outside.delay = 1
        with pytest.raises(ProviderAway):
            made(outside).look_up(attempt())

    def test_takes_once_when_two_ask_at_the_same_moment(self, provider, outside):
        one = attempt(outside.good_token)
        outcomes: queue.Queue[object] = queue.Queue()

        def ask() -> None:
            try:
                outcomes.put(provider.pay(one).outcome)
            except ProviderAway:
                outcomes.put("away")

        threads = [threading.Thread(target=ask) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert set(outcomes.queue) <= {Outcome.CAPTURED, "away"}
        assert provider.pay(one).outcome is Outcome.CAPTURED
        assert outside.taken(one) == AMOUNT.minor
        assert len(outside.intents(one)) == 1


class TestWhenStripeHasForgottenTheKey:
    @pytest.fixture
    def old(self, provider, outside):
        """An attempt of which we know nothing but the key, its time and its amount."""
        for _ in range(3):
            provider.pay(attempt(outside.good_token))
        moment = datetime.now(UTC) - timedelta(hours=21)
        return Attempt(attempt().idempotency_key, "B-1", AMOUNT, asked_at=moment)

    def test_finds_the_attempt_in_the_list(self, provider, outside, old):
        paid = provider.pay(replace(old, token=outside.good_token))
        outside.kept.clear()
        found = provider.look_up(old)
        assert (found.outcome, found.reference) == (Outcome.CAPTURED, paid.reference)
        assert provider.pay(replace(old, token=outside.good_token)) == found
        assert len(outside.intents(old)) == 1

    def test_finds_what_was_made_under_other_settings(self, provider, authorizing, outside):
        one = attempt(outside.good_token)
        paid = provider.pay(one)
        found = authorizing.look_up(one)
        assert (found.outcome, found.reference) == (Outcome.CAPTURED, paid.reference)

    def test_is_sure_of_nothing_when_another_account_is_asked(self, provider, outside):
        with pytest.raises(ProviderAway):
            provider.look_up(replace(attempt(), provider_reference="pi_gone"))
