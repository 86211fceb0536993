"""What Stripe says to us and we to it: messages, amounts, texts."""

from __future__ import annotations

import json
import queue
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
import stripe as sdk

from balcao.adapters.payments.stripe_amounts import (
    Uncountable,
    from_stripe,
    suffix_of,
    to_stripe,
)
from balcao.domains.payments.ports import (
    BadMessage,
)
from balcao.kernel.cardnumbers import looks_like_a_card
from balcao.kernel.money import Money
from tests.adapters.payment_contract import (
    attempt,
)
from tests.adapters.stripe_proxy import (
    SIGNS,
)


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
