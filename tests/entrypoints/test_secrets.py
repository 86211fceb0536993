"""What a serving installation writes down, after a bad day, holds none of its secrets.

Purchases, refunds, providers that are away or answer nonsense, refused messages and crashes, with
the log at its most talkative; then every secret is looked for in all that was written.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import psycopg
import pytest
import requests

from balcao.plumbing.postgres import Lease
from tests.adapters.stripe_proxy import DECLINED, GOOD, Wire, localstripe, running
from tests.races.installation import HOST, Installation
from tests.races.money_storm import OPEN
from tests.races.money_weather import signed
from tests.shop import ADDRESS

AWAY = "http://127.0.0.1:9"
# What we keep of providers and of work to be done; orders and sessions keep their own secrets.
WRITTEN_DOWN = """
SELECT row_to_json(t)::text FROM payments_providercall t UNION ALL
SELECT row_to_json(t)::text FROM payments_payment t UNION ALL
SELECT row_to_json(t)::text FROM payments_refund t UNION ALL
SELECT row_to_json(t)::text FROM payments_providermessage t UNION ALL
SELECT row_to_json(t)::text FROM plumbing_outboxevent t UNION ALL
SELECT row_to_json(t)::text FROM plumbing_outboxdelivery t UNION ALL
SELECT row_to_json(t)::text FROM procrastinate_jobs t
"""
CRASHES = """
ALTER TABLE payments_refund RENAME TO payments_hidden;
ALTER TABLE cart_cart RENAME TO cart_hidden;
ALTER TABLE orders_timelineentry RENAME TO orders_hidden;
"""
MENDED = """
ALTER TABLE payments_hidden RENAME TO payments_refund;
ALTER TABLE cart_hidden RENAME TO cart_cart;
ALTER TABLE orders_hidden RENAME TO orders_timelineentry;
"""


@dataclass
class Day:
    """One shop's bad day."""

    here: Installation
    wire: Wire
    opened: dict[str, Any]
    settings: dict[str, str]
    secret: dict[str, str] = field(default_factory=dict)
    statuses: list[int] = field(default_factory=list)

    def call(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        answer = requests.request(
            method,
            f"http://{HOST}:{self.here.port}{path}",
            data=None if body is None else json.dumps(body),
            headers={
                "Content-Type": "application/json",
                "Idempotency-Key": secrets.token_hex(8),
                **headers,
            },
            timeout=60,
        )
        self.statuses.append(answer.status_code)
        return answer

    def staff(self, path: str, body: Any) -> Any:
        token = f"Bearer {self.opened['token']}"
        return self.call("POST", f"/api/v1{path}", body, Authorization=token)

    def buy(self, way: str = "stripe", card: str = GOOD) -> dict[str, Any]:
        cup = self.opened["variants"]["CUP"]
        body = {
            "lines": [{"variant_id": cup, "quantity": 1}],
            "email": "ana@example.com",
            "address": ADDRESS.as_json(),
            "shipping": "standard",
            "payment": way,
            "payment_token": self.wire.card(card) if way == "stripe" else "",
            "expected_total": {"amount_minor": 5400, "currency": "BRL"},
        }
        said = dict(self.call("POST", "/api/v1/purchases", body).json())
        if "token" in said:
            self.secret[f"token of {said['number']}"] = said["token"]
        return said

    def payment_of(self, made: dict[str, Any]) -> str:
        token = f"Bearer {self.opened['token']}"
        path = f"/api/v1/orders/{made['order_id']}/payments"
        return str(self.call("GET", path, Authorization=token).json()["payments"][0]["id"])

    def database(self, statements: str) -> list[str]:
        with psycopg.connect(self.here.cluster.dsn(), autocommit=True) as database:
            cursor = database.execute(statements)
            return [row[0] for row in cursor.fetchall()] if cursor.description else []


@pytest.fixture(scope="module")
def settings() -> dict[str, str]:
    """Secrets that are in the settings, by what they are."""
    return {
        "Stripe's key": f"sk_test_{secrets.token_hex(12)}",
        "Stripe's signing secret": f"whsec_{secrets.token_hex(12)}",
        "password of the Pix service": secrets.token_hex(12),
        "secret of Pix messages": secrets.token_hex(12),
        "token of the metrics": secrets.token_hex(12),
        "password of the mail": secrets.token_hex(12),
    }


@pytest.fixture(scope="module")
def day(settings: dict[str, str]) -> Iterator[Day]:
    with localstripe() as upstream, running(upstream) as wire:
        here = Installation(workers=1, threads=4)
        values = dict(zip("abcdef", settings.values(), strict=True))
        here.environment |= {
            "BALCAO_LOG_LEVEL": "DEBUG",
            "BALCAO_METRICS_TOKEN": values["e"],
            "EMAIL_HOST": HOST,
            "EMAIL_PORT": "9",
            "EMAIL_HOST_USER": "shop",
            "EMAIL_HOST_PASSWORD": values["f"],
            "BALCAO_STRIPE": (
                f"secret_key={values['a']};publishable_key=pk_test_open;"
                f"webhook_secret={values['b']};url={wire.url}"
            ),
            "BALCAO_PIX_API": (
                f"url={AWAY};client_id=shop;client_secret={values['c']};key=ana@example.com;"
                f"secret={values['d']}"
            ),
        }
        settings["SECRET_KEY"] = here.environment["BALCAO_SECRET_KEY"]
        with here:
            opened = json.loads(here.python(OPEN).splitlines()[-1])
            here.serve()
            yield Day(here, wire, opened, settings)


def live_through(day: Day) -> None:
    """Everything that is written about, good and bad."""
    made = day.buy()
    refunds = f"/payments/{day.payment_of(made)}/refunds"
    amount = {"amount": {"amount_minor": 1000, "currency": "BRL"}}
    assert day.staff(refunds, amount).status_code == 201
    day.buy(card=DECLINED)
    day.wire.status = 500
    day.staff(refunds, amount)
    day.buy()
    day.wire.status, day.wire.is_away = 0, True
    day.buy()
    day.wire.is_away = False
    answer, day.wire.answer = day.wire.answer, lambda *_: ((200, b'{"id": 1}'), False)
    day.buy()
    day.staff(refunds, amount)
    day.wire.answer = answer
    day.buy("pix")
    bring_messages(day)
    look_around(day, made)
    day.database(CRASHES)
    assert day.staff(refunds, amount).status_code == 500
    look_around(day, made)
    day.database(MENDED)


def bring_messages(day: Day) -> None:
    text = json.dumps({"id": "evt_1", "type": "x", "data": {"object": {"object": "charge"}}})
    right = signed(text, secret=day.settings["Stripe's signing secret"])
    for signature in (right, signed(text, secret="whsec_wrong")):
        day.call(
            "POST",
            "/webhooks/payments/stripe/",
            json.loads(text),
            **{"Stripe-Signature": signature},
        )
    for hmac in (day.settings["secret of Pix messages"], "wrong"):
        day.call("POST", f"/webhooks/payments/pix/?hmac={hmac}", {"pix": [{"txid": "x"}]})


def look_around(day: Day, made: dict[str, Any]) -> None:
    for path in ("/api/v1/order-status/{}", "/orders/{}/", "/orders/{}/pay/", "/notices/{}/"):
        day.call("GET", path.format(made["token"]))
    day.call("GET", "/metrics", Authorization=f"Bearer {day.settings['token of the metrics']}")
    day.call("GET", "/account/sign-in/a-link-that-signs-in/")
    cart = day.call("POST", "/api/v1/carts", {})
    if cart.status_code == 201:
        day.secret["a cart"] = cart.json()["id"]
    day.call("GET", f"/api/v1/carts/{day.secret['a cart']}/checkout")
    shopper = requests.Session()
    root = f"http://{HOST}:{day.here.port}"
    for path in ("/", "/p/xicara/", "/cart/", "/checkout/", "/console/login/"):
        shopper.get(root + path, timeout=60)
    said = {"variant": day.opened["variants"]["CUP"], "quantity": "1"}
    said |= {"csrfmiddlewaretoken": shopper.cookies.get("csrftoken", "")}
    shopper.post(f"{root}/cart/add/xicara/", said, timeout=60)
    shopper.get(f"{root}/checkout/", timeout=60)
    day.secret |= {f"cookie {one.name}": one.value for one in shopper.cookies if len(one.value) > 8}


@pytest.mark.long
def test_are_in_nothing_that_is_written(day: Day) -> None:
    live_through(day)
    day.here.stop()
    log = day.here.log.read_text(errors="replace")
    with Lease(day.here.cluster):
        kept = "\n".join(day.database(WRITTEN_DOWN))
    # It was a bad day: there is something to be found in.
    assert 500 in day.statuses
    assert "Traceback" in log
    assert '"silent"' in kept
    assert "/orders/***/" in log
    assert any(name.startswith("cookie") for name in day.secret)
    every = {**day.settings, **day.secret, "token of staff": day.opened["token"]}
    every["a link to sign in"] = "a-link-that-signs-in"
    assert {"a cart", "SECRET_KEY", "Stripe's key"} <= every.keys()
    assert [name for name, secret in every.items() if secret in log] == []
    unsettled = {**day.settings, "token of staff": day.opened["token"]}
    assert [name for name, secret in unsettled.items() if secret in kept] == []
    for written in (log, kept):
        assert "_secret_" not in written, "the secret of an intent"
        assert "pm_" not in written, "the token of a card"


@pytest.mark.parametrize(
    "wrong",
    [
        {"BALCAO_STRIPE": "sk_live_unspoken"},
        {"BALCAO_STRIPE": "secret_key=sk_live_unspoken"},
        {"BALCAO_STRIPE": "secret=sk_live_unspoken;publishable_key=p;webhook_secret=w"},
        {
            "BALCAO_STRIPE": (
                "secret_key=pk_unspoken;publishable_key=sk_live_unspoken;webhook_secret=unspoken"
            )
        },
        {"BALCAO_PIX_API": "url=x;client_secret=unspoken"},
        {"DATABASE_URL": "postgres://balcao:unspoken@127.0.0.1:9/balcao"},
        {"DATABASE_URL": "postgres://balcao:unspoken@127.0.0.1:port/balcao"},
    ],
)
def test_are_not_told_by_commands_that_cannot_read_their_settings(day: Day, wrong) -> None:
    day.here.stop()
    before = dict(day.here.environment)
    day.here.environment |= wrong
    try:
        said = day.here.run("verify", check=False)
    finally:
        day.here.environment = before
    assert said.returncode != 0
    assert said.stdout + said.stderr
    assert "unspoken" not in said.stdout + said.stderr
