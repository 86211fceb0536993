"""Stripe as a shopper's browser meets it in journeys: its script, its frames, its interface.

The browser asks for https://js.stripe.com and https://api.stripe.com by name, so that the policy of
our page is tested as well; Playwright answers with a stand-in script of our own and with what the
proxy of localstripe says. Nothing leaves this machine.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import requests
from playwright.sync_api import FrameLocator, Page, Route, expect

from balcao.domains.payments.models import Payment
from tests.adapters.stripe_proxy import Wire

FILES = Path(__file__).with_name("stripe_standin")
STANDS_IN = {
    "/v3/": ("v3.js", "text/javascript"),
    "/v3/card.html": ("card.html", "text/html"),
    "/challenge.html": ("challenge.html", "text/html"),
}


@dataclass
class Card:
    """A card form in somebody's browser, and what their bank asks."""

    page: Page
    wire: Wire

    def __post_init__(self) -> None:
        self.page.route("https://js.stripe.com/**", self._serve)
        self.page.route("https://hooks.stripe.com/**", self._serve)
        self.page.route("https://api.stripe.com/**", self._ask)

    @property
    def frame(self) -> FrameLocator:
        return self.page.frame_locator("#card-place iframe")

    @property
    def button(self):
        return self.page.locator("#card-form button")

    @property
    def error(self):
        return self.page.locator("#card-error")

    def type(self, number: str, *, expiry: str = "12 / 30", cvc: str = "123") -> None:
        self.frame.locator("#number").fill(number)
        self.frame.locator("#expiry").fill(expiry)
        self.frame.locator("#cvc").fill(cvc)

    def pay(self, number: str) -> None:
        self.type(number)
        self.button.click()

    def answer_bank(self, *, agrees: bool) -> None:
        what = "#agree" if agrees else "#fail"
        self.page.frame_locator("iframe[title='3D Secure']").locator(what).click()

    def expect_form(self) -> None:
        expect(self.frame.locator("#number")).to_be_visible()

    def _serve(self, route: Route) -> None:
        name, kind = STANDS_IN[urlsplit(route.request.url).path]
        route.fulfill(body=(FILES / name).read_text("utf-8"), content_type=kind)

    def _ask(self, route: Route) -> None:
        asked = route.request
        path = urlsplit(asked.url).path
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        where = f"{self.wire.url}{path}"
        said = requests.request(
            asked.method, where, data=asked.post_data, headers=headers, timeout=10
        )
        route.fulfill(
            status=said.status_code,
            body=said.content,
            headers={"Access-Control-Allow-Origin": "*", "Content-Type": "application/json"},
        )


def assert_stripe_agrees(wire: Wire) -> None:
    """What Stripe took and gave back is what our books say, for each attempt; no other is there."""
    intents = {
        one["metadata"]["balcao_key"]: one
        for one in wire.direct("GET", "/v1/payment_intents?limit=10000")["data"]
        if one["id"] not in wire.tries.gone
    }
    ours = Payment.objects.filter(provider="stripe")
    assert set(intents) == set(ours.values_list("idempotency_key", flat=True))
    for row in ours:
        intent = intents[row.idempotency_key]
        charge = intent["latest_charge"]
        is_taken = intent["status"] == "succeeded"
        assert (charge["amount"] if is_taken else 0) == row.captured_minor
        assert (charge["amount_refunded"] if is_taken else 0) == row.refunded_minor
        assert intent["currency"].upper() == row.currency
