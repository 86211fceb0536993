"""Cards by Stripe: its own SDK against localstripe, behind a proxy that loses and repeats."""

from __future__ import annotations

import json
import logging
import queue
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
import stripe as sdk

from balcao.adapters.payments.stripe import Stripe
from balcao.adapters.payments.stripe_amounts import (
    Uncountable,
    from_stripe,
    looks_like_a_card,
    suffix_of,
    to_stripe,
)
from balcao.domains.payments.ports import (
    Attempt,
    AuthorizingProvider,
    BadMessage,
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
    attempt,
)
from tests.adapters.stripe_proxy import (
    ASKS,
    ASKS_AND_DECLINES,
    GOOD,
    localstripe,
    running,
)

SECRET, SIGNS = "sk_test_very_secret", "whsec_very_signed"


@pytest.fixture(scope="module")
def upstream():
    with localstripe() as url:
        yield url


@pytest.fixture
def outside(upstream):
    with running(upstream) as wire:
        yield wire


def made(outside, **more) -> Stripe:
    return Stripe(SECRET, "pk_test_open", SIGNS, url=outside.url, **more)


@pytest.fixture
def provider(outside):
    return made(outside)


@pytest.fixture
def authorizing(outside):
    return made(outside, capture_when="by_hand")


@contextmanager
def listening() -> Iterator[tuple[str, queue.Queue[tuple[dict[str, str], bytes]]]]:
    """An address that messages can be sent to, and those that came."""
    got: queue.Queue[tuple[dict[str, str], bytes]] = queue.Queue()

    class Ear(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            got.put(({name.lower(): value for name, value in self.headers.items()}, body))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Ear)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/", got
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


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

    @pytest.mark.parametrize("token", ["", "tok_visa", "pm_x/../../refunds", "pm_1\n"])
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
        assert answer.action["kind"] == "stripe"
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

    @pytest.mark.parametrize(("card", "success"), [(ASKS, False), (ASKS_AND_DECLINES, True)])
    def test_is_declined_for_good_when_it_fails(self, provider, outside, card, success):
        one = attempt(outside.card(card))
        action = provider.pay(one).action
        outside.authenticate(action, success=success)
        assert provider.look_up(one).outcome is Outcome.DECLINED
        (intent,) = outside.intents(one)
        assert intent["status"] == "canceled"

    def test_is_not_paid_after_it_was_voided(self, provider, outside):
        one = attempt(outside.card(ASKS))
        action = provider.pay(one).action
        provider.void(one)
        assert outside.authenticate(action, success=True) == 400
        assert provider.look_up(one).outcome is Outcome.DECLINED


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


class TestMessages:
    NOW = datetime(2026, 11, 24, 15, tzinfo=UTC)

    def signed(self, body: str, *, secret: str = SIGNS, ago: int = 0) -> dict[str, str]:
        moment = int(self.NOW.timestamp()) - ago
        header = sdk.WebhookSignature.generate_signature_header(body, secret, moment)
        return {"stripe-signature": header}

    def event(self, about: dict) -> str:
        return json.dumps(
            {"id": "evt_1", "object": "event", "type": "x.y", "data": {"object": about}}
        )

    def read(self, provider, body: str, **more):
        headers = self.signed(body, **more)
        return provider.read_message(headers, body.encode(), query="", now=self.NOW)

    def test_say_whose_intent_they_are_about(self, provider):
        body = self.event(
            {"object": "payment_intent", "id": "pi_1", "metadata": {"balcao_key": "pay:1"}}
        )
        (told,) = self.read(provider, body, ago=299)
        assert (told.id, told.kind, told.key, told.reference) == ("evt_1", "x.y", "pay:1", "pi_1")

    def test_may_be_about_a_charge_or_about_none(self, provider):
        (told,) = self.read(
            provider, self.event({"object": "charge", "id": "ch_1", "payment_intent": "pi_2"})
        )
        assert (told.key, told.reference) == ("", "pi_2")
        (told,) = self.read(provider, self.event({"object": "payout", "id": "po_1"}))
        assert (told.key, told.reference) == ("", "")

    @pytest.mark.parametrize("more", [{"secret": "whsec_other"}, {"ago": 301}, {"ago": -301}])
    def test_are_refused_when_signed_by_another_or_old(self, provider, more):
        body = self.event({"object": "payment_intent", "id": "pi_1"})
        with pytest.raises(BadMessage):
            self.read(provider, body, **more)

    @pytest.mark.parametrize("header", ["", "t=1", "v1=abc", "t=x,v1=abc", "t=1,v1=abc,,"])
    def test_are_refused_when_not_signed(self, provider, header):
        body = self.event({"object": "payment_intent", "id": "pi_1"}).encode()
        with pytest.raises(BadMessage):
            provider.read_message({"stripe-signature": header}, body, query="", now=self.NOW)

    def test_are_refused_when_changed(self, provider):
        body = self.event({"object": "payment_intent", "id": "pi_1"})
        with pytest.raises(BadMessage):
            provider.read_message(
                self.signed(body), body.replace("pi_1", "pi_2").encode(), query="", now=self.NOW
            )

    @pytest.mark.parametrize(
        "body", ["", "[]", "1", "{}", '{"id": "evt_1", "data": {"object": 1}}']
    )
    def test_are_refused_when_they_are_no_events(self, provider, body):
        with pytest.raises(BadMessage):
            self.read(provider, body)

    def test_are_refused_when_they_are_no_text(self, provider):
        with pytest.raises(BadMessage):
            provider.read_message(self.signed("x"), b"\xff", query="", now=self.NOW)

    def test_of_a_running_service_are_read(self, provider, outside):
        with listening() as (url, got):
            outside.sends_messages_to(url, SIGNS)
            one = attempt(outside.good_token)
            paid = provider.pay(one)
            for _ in range(50):  # earlier tests' messages come late, and here
                headers, body = got.get(timeout=20)
                (told,) = provider.read_message(headers, body, query="", now=datetime.now(UTC))
                if told.key == one.idempotency_key:
                    break
        assert told.kind == "payment_intent.succeeded"
        assert (told.key, told.reference) == (one.idempotency_key, paid.reference)


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


class TestAmounts:
    @pytest.mark.parametrize(
        ("amount", "count"),
        [
            (Money(12_345, "BRL"), 12_345),
            (Money(500, "JPY"), 500),
            (Money(1_230, "KWD"), 1_230),
            (Money(7, "UGX"), 700),
            (Money(7, "ISK"), 700),
            (Money(700, "MGA"), 7),
        ],
    )
    def test_are_counted_as_stripe_documents(self, amount, count):
        assert to_stripe(amount) == count
        assert from_stripe(count, amount.currency.lower()) == amount

    @pytest.mark.parametrize("amount", [Money(1_234, "BHD"), Money(0, "BRL"), Money(50, "MGA")])
    def test_that_cannot_be_counted_are_refused(self, amount):
        with pytest.raises(Uncountable):
            to_stripe(amount)

    @pytest.mark.parametrize(
        ("text", "is_card"),
        [
            ("4242424242424242", True),
            ("my card is 4000-0025-0000-3155.", True),
            ("378282246310005", True),
            ("4242424242424243", False),
            ("pm_1Nw4K2Abc123", False),
            ("", False),
        ],
    )
    def test_are_told_from_card_numbers(self, text, is_card):
        assert looks_like_a_card(text) is is_card

    @pytest.mark.parametrize(
        ("reference", "suffix"),
        [("B-1001", "B-1001"), ("Ö<1>*'A", "1A"), ("1001", ""), ("A" * 30, "A" * 12), ("", "")],
    )
    def test_stand_beside_a_short_text_on_the_statement(self, reference, suffix):
        assert suffix_of(reference) == suffix
