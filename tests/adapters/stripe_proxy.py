"""What stands between the SDK and localstripe in tests, and can lose, delay and repeat.

It adds what Stripe documents and localstripe does not have: idempotency keys, ``amount_received``,
lists by time, and the parameters of a PaymentIntent that localstripe refuses as unknown.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

import requests

from balcao.adapters.payments.stripe import Stripe
from balcao.domains.payments.ports import Attempt
from tests.adapters.stripe_tries import Tries

ALONE = Path(__file__).with_name("localstripe_alone.py")
SECRET, SIGNS = "sk_test_very_secret", "whsec_very_signed"
HEADERS = {"Authorization": "Bearer sk_test_12345"}
# Parameters of Stripe's that localstripe does not know; with what they must look like.
EXTRA = {
    "description": lambda value: len(value) <= 1000,
    "statement_descriptor_suffix": lambda value: re.fullmatch(r"[^<>'\"*]{1,22}", value),
    "use_stripe_sdk": lambda value: value in ("true", "false"),
    "return_url": lambda value: value.startswith("http"),
    "setup_future_usage": lambda value: value in ("", "on_session", "off_session"),
}
GOOD, DECLINED, ASKS = "4242424242424242", "4000000000000341", "4000002500003155"
ASKS_AND_DECLINES = "4000008400001629"

Reply = tuple[int, bytes]


@dataclass
class Wire:
    """The remote control of the contract, and what travels."""

    upstream: str
    url: str = ""
    kept: dict[str, tuple[str, Reply | None]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    is_away: bool = False
    loses: str = ""
    """``question`` or ``answer``: lost on the way, once."""
    status: int = 0
    """What is answered in place of Stripe, when it is not 0."""
    repeats: bool = False
    delay: float = 0
    lock: threading.Lock = field(default_factory=threading.Lock)
    tries: Tries = field(default_factory=Tries)

    @property
    def good_token(self) -> str:
        return self.card(GOOD)

    @property
    def bad_token(self) -> str:
        return self.card(DECLINED)

    def card(self, number: str) -> str:
        """As the shopper's browser does: the number goes to Stripe, we get a token."""
        said = {
            "type": "card",
            "card[number]": number,
            "card[exp_month]": "12",
            "card[exp_year]": "2030",
            "card[cvc]": "123",
        }
        return str(self.direct("POST", "/v1/payment_methods", said)["id"])

    def authenticate(self, action: Any, *, success: bool) -> int:
        """As the shopper does when the bank asks; the status of the answer."""
        secret = self.tries.inward(action["client_secret"])
        name = secret.split("_secret_")[0]
        said = {
            "key": action["publishable_key"],
            "client_secret": secret,
            "success": str(success).lower(),
        }
        where = f"{self.upstream}/v1/payment_intents/{name}/_authenticate"
        return requests.post(where, data=said, timeout=10).status_code

    def go_away(self) -> None:
        self.is_away = True

    def intents(self, attempt: Attempt) -> list[dict[str, Any]]:
        found = self.direct("GET", "/v1/payment_intents?limit=10000")["data"]
        key = attempt.idempotency_key
        known = [one for one in found if one["id"] not in self.tries.gone]
        return [complete(one) for one in known if one["metadata"].get("balcao_key") == key]

    def taken(self, attempt: Attempt) -> int:
        return sum(one["amount_received"] for one in self.intents(attempt))

    def given_back(self, attempt: Attempt) -> int:
        names = {one["id"] for one in self.intents(attempt)}
        found = self.direct("GET", "/v1/refunds?limit=10000")["data"]
        return sum(one["amount"] for one in found if one["payment_intent"] in names)

    def pays_in_form(self, action: Any) -> None:
        assert self.confirm_in_browser(action, GOOD)[0] == 200

    def kept_for(self, holder: str) -> list[str]:
        found = self.direct("GET", f"/v1/payment_methods?customer={holder}&type=card")
        return [one["id"] for one in found["data"]]

    def sends_messages_to(self, url: str, secret: str) -> None:
        said = {"url": url, "secret": secret}
        where = f"{self.upstream}/_config/webhooks/tests"
        requests.post(where, json=said, timeout=10).raise_for_status()

    def direct(
        self, method: str, path: str, data: Any = None, *, timeout: float = 10
    ) -> dict[str, Any]:
        answer = requests.request(
            method, self.upstream + path, data=data, headers=HEADERS, timeout=timeout
        )
        answer.raise_for_status()
        return dict(answer.json())

    def answer(self, method: str, path: str, body: str, key: str) -> tuple[Reply, bool]:
        """The reply, and whether it was given before to the same key."""
        if method != "POST" or not key:
            return self._forward(method, path, body), False
        said = f"{path} {body}"
        with self.lock:
            known = self.kept.get(key)
            if known is None:
                self.kept[key] = (said, None)
        if known is None:
            reply = self._forward(method, path, body)
            with self.lock:
                self.kept[key] = (said, reply)
            return reply, False
        if known[0] != said:
            return refusal(400, "idempotency_error", "Keys for idempotent requests…"), False
        if known[1] is None:
            return refusal(409, "invalid_request_error", "Another request is going on."), False
        return known[1], True

    def confirm_in_browser(self, action: Any, number: str) -> Reply:
        """As Stripe.js does with the card that the shopper typed."""
        return self._forward(
            "POST",
            f"/v1/payment_intents/{action['client_secret'].split('_secret_')[0]}/confirm",
            urlencode(
                {
                    "key": action["publishable_key"],
                    "client_secret": action["client_secret"],
                    "payment_method": self.card(number),
                }
            ),
        )

    def _forward(self, method: str, path: str, body: str) -> Reply:
        path = self.tries.inward(path)
        said = dict(parse_qsl(self.tries.inward(body), keep_blank_values=True))
        if path.endswith("/confirm") and self._is_locked(path, said):
            return refusal(401, "invalid_request_error", "No such payment_intent")
        status, sent = self._forward_inner(method, path, said)
        return status, self.tries.outward(sent.decode()).encode()

    def _is_locked(self, path: str, said: dict[str, str]) -> bool:
        """What a browser may not do: with a publishable key it has to know the secret as well."""
        if "key" not in said or path == "/v1/payment_methods":
            return False
        known = self.direct("GET", path.rpartition("/")[0])
        return said.pop("client_secret", "") != known["client_secret"]

    def _forward_inner(self, method: str, path: str, said: dict[str, str]) -> Reply:
        self.tries.note(path, said)
        for name, fits in EXTRA.items():
            if name in said and not fits(said.pop(name)):
                return refusal(400, "invalid_request_error", f"Invalid {name}")
        parts = urlsplit(path)
        if method == "GET" and parts.path == "/v1/payment_intents":
            return self._list(parse_qs(parts.query))
        if parts.path.endswith("/confirm") and "payment_method" in said:
            path = self._give_card(parts.path, said.pop("payment_method"))
            if not path:
                return refusal(400, "invalid_request_error", "No such PaymentMethod.")
        if method == "POST" and not said and path.count("/") == 3:
            method = "GET"  # localstripe refuses an update of nothing it knows
        answer = requests.request(
            method,
            self.upstream + path,
            data=urlencode(said),
            headers={**HEADERS, "Content-Type": "application/x-www-form-urlencoded"},
            timeout=10,
        )
        told = answer.json()
        if method == "GET" and parts.path == "/v1/refunds":
            # What a partial capture lets go is no refund at Stripe.
            told["data"] = [one for one in told["data"] if one["payment_intent"]]
        if told.get("object") == "payment_intent":
            told = complete(told)
            told |= self.tries.keep_card(told, self.direct)
        if answer.status_code == 402:
            told["error"]["type"] = "card_error"
        return answer.status_code, json.dumps(told).encode()

    def _give_card(self, path: str, card: str) -> str:
        """Localstripe confirms only what has its card already; the path to confirm by, or none."""
        intent = path.removesuffix("/confirm").rpartition("/")[2]
        intent = self.tries.make_ready(intent, self.direct)
        if not self.tries.can_take(card, intent, self.direct):
            return ""
        self.direct("POST", f"/v1/payment_intents/{intent}", {"payment_method": card})
        return f"/v1/payment_intents/{intent}/confirm"

    def _list(self, query: dict[str, list[str]]) -> Reply:
        rows = self.direct("GET", "/v1/payment_intents?limit=10000")["data"][::-1]
        since = int(query.get("created[gte]", ["0"])[0])
        until = int(query.get("created[lte]", ["99999999999"])[0])
        rows = [one for one in rows if one["id"] not in self.tries.gone]
        rows = [complete(one) for one in rows if since <= one["created"] <= until]
        after = query.get("starting_after", [""])[0]
        begins = next((i + 1 for i, one in enumerate(rows) if one["id"] == after), 0)
        size = int(query.get("limit", ["10"])[0])
        page = rows[begins : begins + size]
        told = {
            "object": "list",
            "url": "/v1/payment_intents",
            "data": page,
            "has_more": len(rows) > begins + size,
        }
        return 200, json.dumps(told).encode()


def complete(intent: dict[str, Any]) -> dict[str, Any]:
    """With what Stripe says and localstripe does not."""
    charge = intent["latest_charge"] if intent["status"] == "succeeded" else None
    received = 0
    if charge:
        # What a partial capture lets go is a refund of the charge, not of the intent.
        gone = [one for one in charge["refunds"]["data"] if one["payment_intent"] is None]
        received = charge["amount"] - sum(one["amount"] for one in gone)
    return {**intent, "amount_received": received}


def refusal(status: int, kind: str, message: str) -> Reply:
    """An error as Stripe words it."""
    return status, json.dumps({"error": {"type": kind, "message": message}}).encode()


class Proxy(BaseHTTPRequestHandler):
    """Answers for Stripe; ``wire`` says how."""

    wire: Any

    def respond(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        wire, key = self.wire, self.headers.get("Idempotency-Key", "")
        wire.asked.append(f"{self.command} {self.path}")
        time.sleep(wire.delay)
        loses, wire.loses = wire.loses, ""
        if wire.is_away or loses == "question":
            self.close_connection = True
            return
        if wire.status:
            (status, sent), again = refusal(wire.status, "api_error", "not now"), False
        else:
            (status, sent), again = wire.answer(self.command, self.path, body, key)
            if wire.repeats:
                (status, sent), again = wire.answer(self.command, self.path, body, key)
        if loses == "answer":
            self.close_connection = True
            return
        with suppress(ConnectionError):  # whoever asked may have gone
            self.send(status, sent, again=again)

    def send(self, status: int, sent: bytes, *, again: bool) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(sent)))
        if again:
            self.send_header("Idempotent-Replayed", "true")
        self.end_headers()
        self.wfile.write(sent)

    do_GET = do_POST = do_DELETE = respond

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def localstripe() -> Iterator[str]:
    """localstripe as a process of its own, on a free port of this machine; its address."""
    with subprocess.Popen(
        [sys.executable, str(ALONE)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        try:
            port = process.stdout.readline().strip() if process.stdout else ""
            assert port.isdigit(), "localstripe did not start"
            url = f"http://127.0.0.1:{port}"
            _wait_for(url)
            yield url
        finally:
            process.kill()


def _wait_for(url: str) -> None:
    ends = time.monotonic() + 20
    while True:
        try:
            requests.delete(f"{url}/_config/data", timeout=5).raise_for_status()
        except requests.ConnectionError:
            assert time.monotonic() < ends, "localstripe does not answer"
            time.sleep(0.05)
        else:
            return


@contextmanager
def running(upstream: str) -> Iterator[Wire]:
    """The proxy before a localstripe that knows nothing yet."""
    wire = Wire(upstream)
    with serving(wire, Proxy):
        yield wire


@contextmanager
def serving(wire: Wire, proxy: type[Proxy]) -> Iterator[None]:
    """Requests answered by a proxy of this kind, before a localstripe that knows nothing yet."""
    requests.delete(f"{wire.upstream}/_config/data", timeout=10).raise_for_status()
    handler = type("Handler", (proxy,), {"wire": wire})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    wire.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def made(wire: Wire, **more: str) -> Stripe:
    """The provider, talking to the proxy."""
    return Stripe(SECRET, "pk_test_open", SIGNS, url=wire.url, **more)
