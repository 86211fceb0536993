"""Shoppers who buy with cards and never give up, and staff who take and give back money."""

from __future__ import annotations

import http.client
import json
import threading
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from random import Random
from typing import Any
from urllib.request import Request, urlopen

from tests.adapters.stripe_proxy import DECLINED, GOOD
from tests.races.history import Client, Order
from tests.races.installation import HOST
from tests.races.storm import PURCHASES, SHIPPING, UNDECIDED, code_of, post
from tests.shop import ADDRESS, STOCK, brl

PATIENCE_SECONDS = 8.0
GIVES_UP_AFTER = 240.0


@dataclass
class Wish:
    """One purchase that somebody wants, and what they were told of it."""

    client: Client
    card: str
    is_hasty: bool
    comes_back: bool
    fate: float
    total: int = 0
    body: str = ""
    states: set[str] = field(default_factory=set)
    order_id: str = ""


def wishes(random: Random, count: int, variants: dict[str, str]) -> list[Wish]:
    """So many purchases, drawn beforehand; about one in fourteen with a card that is declined."""
    made = []
    for number in range(count):
        skus = random.choice((["CUP"], ["CUP"], ["VASE-S"], ["CUP", "VASE-S"], ["CUP", "VASE-L"]))
        lines = {variants[sku]: random.randint(1, 3) for sku in skus}
        prices = {variants[sku]: brl(price).minor for sku, (price, _) in STOCK.items()}
        key, email = f"money-{random.getrandbits(48):012x}-{number}", f"ana{number}@example.com"
        client = Client(key, email, lines)
        wish = Wish(
            client,
            card=DECLINED if random.random() < 0.07 else GOOD,
            is_hasty=random.random() < 0.1,
            comes_back=random.random() < 0.2,
            fate=random.random(),
            total=SHIPPING + sum(prices[variant] * units for variant, units in lines.items()),
        )
        made.append(wish)
    return made


@dataclass
class Crowd:
    """Everybody who talks to the shop over HTTP."""

    port: int
    token: str
    card: Callable[[str], str]
    answers: Counter[str] = field(default_factory=Counter)
    staff_answers: Counter[str] = field(default_factory=Counter)
    given_up: list[str] = field(default_factory=list)
    done: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def buy(self, wish: Wish) -> None:
        """Ask with the same key until there is an answer; some ask twice, some come back."""
        wish.body = json.dumps(self._purchase(wish))
        ends = time.monotonic() + GIVES_UP_AFTER
        if wish.is_hasty:
            with ThreadPoolExecutor(2) as hands:
                for _ in range(2):
                    hands.submit(self._ask, wish)
        while not wish.client.acknowledged and not wish.client.refusals:
            if time.monotonic() > ends:
                self.given_up.append(wish.client.key)
                break
            self._ask(wish)
        if wish.comes_back and wish.client.acknowledged:
            self._ask(wish)
        with self._lock:
            self.done += 1

    def look_after(self, wish: Wish) -> None:
        """What staff do with an order: take all or a part, give back in parts, cancel, let go."""
        fate = wish.fate
        if not wish.order_id or fate > 0.75:
            return
        payment = self._payment(wish.order_id)
        pay = f"/api/v1/payments/{payment['id']}" if payment else ""
        if not pay:
            return
        step = partial(self._step, wish)
        half = {"amount": {"amount_minor": wish.total // 2, "currency": "BRL"}}
        if fate < 0.10:
            step(f"/api/v1/orders/{wish.order_id}/cancel", {"reason": ""}, "cancel")
        elif fate < 0.14:
            with ThreadPoolExecutor(2) as hands:
                hands.submit(step, f"{pay}/release", None, "release")
                hands.submit(step, f"{pay}/capture", {}, "capture")
        elif fate < 0.30:
            step(f"{pay}/capture", half, "capture")
        else:
            step(f"{pay}/capture", {}, "capture")
        if 0.20 < fate < 0.45:
            third = {"amount": {"amount_minor": wish.total // 3, "currency": "BRL"}}
            with ThreadPoolExecutor(3) as hands:
                for part in range(3):
                    hands.submit(step, f"{pay}/refunds", third, f"refund-{part}")
        if 0.40 < fate < 0.44:
            step(f"/api/v1/orders/{wish.order_id}/cancel", {"reason": ""}, "cancel")

    def _purchase(self, wish: Wish) -> dict[str, Any]:
        lines = wish.client.lines.items()
        return {
            "lines": [{"variant_id": variant, "quantity": units} for variant, units in lines],
            "email": wish.client.email,
            "address": ADDRESS.as_json(),
            "shipping": "standard",
            "payment": "stripe",
            "payment_token": self.card(wish.card),
            "expected_total": {"amount_minor": wish.total, "currency": "BRL"},
        }

    def _ask(self, wish: Wish) -> None:
        client = wish.client
        status, said = self._say(PURCHASES, client.key, wish.body, self.answers)
        code = code_of(said)
        if status == 201:
            client.acknowledged.append(Order(said["number"], said["total"]["amount_minor"]))
            wish.states.add(said["state"])
            wish.order_id = said["order_id"]
        elif status == 0 or status >= 500 or status == 429 or code in UNDECIDED:
            client.silences += 1
            time.sleep(0.2 if status else 0.6)
        else:
            client.refusals.append(code)

    def _step(self, wish: Wish, path: str, body: Any, what: str) -> None:
        ends = time.monotonic() + GIVES_UP_AFTER
        said = "" if body is None else json.dumps(body)
        while time.monotonic() < ends:
            key = f"{wish.client.key}-{what}"
            status, answer = self._say(path, key, said, self.staff_answers, token=self.token)
            is_said = 0 < status < 500 and status != 429 and code_of(answer) not in UNDECIDED
            if is_said and code_of(answer) != "capture_under_way":
                return
            time.sleep(0.3)
        self.given_up.append(f"{wish.client.key} {what}")

    def _payment(self, order_id: str) -> dict[str, Any] | None:
        url = f"http://{HOST}:{self.port}/api/v1/orders/{order_id}/payments"
        request = Request(url, headers={"Authorization": f"Bearer {self.token}"})
        for _ in range(60):
            try:
                with urlopen(request, timeout=PATIENCE_SECONDS) as answer:
                    return dict(json.load(answer)["payments"][0])
            except (OSError, http.client.HTTPException, ValueError):
                time.sleep(0.5)
        return None

    def _say(
        self, path: str, key: str, body: str, answers: Counter[str], token: str = ""
    ) -> tuple[int, dict[str, Any]]:
        try:
            status, said = post(self.port, path, key, body, token=token, patience=PATIENCE_SECONDS)
            heard = f"{status} {code_of(said)}".strip()
        except (OSError, http.client.HTTPException, ValueError) as silence:
            status, said, heard = 0, {}, f"no answer: {type(silence).__name__}"
        with self._lock:
            answers[heard] += 1
        return status, said
