"""Shoppers for ``bench.checkout``: one-call purchases with their times, and the six-call flow."""

from __future__ import annotations

import http.client
import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from typing import Any, Final

from bench.load import HOST
from bench.wishes import ADDRESS, PATH, WISHES, Wishes, body_of

# One shopper's steps, told to start one after the other.
Visit = Callable[[http.client.HTTPConnection], None]


@dataclass(frozen=True, slots=True)
class Visits:
    """What shoppers did: seconds of each visit, and of all of them together."""

    each: list[float]
    seconds: float

    @property
    def rate(self) -> float:
        """Visits per second."""
        return len(self.each) / self.seconds

    def quantile(self, share: float) -> float:
        """The time within which such a share of visits ended, in milliseconds."""
        ranked = sorted(self.each)
        return 1000 * ranked[min(len(ranked) - 1, int(share * len(ranked)))]


def visit(port: int, one: Visit, *, clients: int, seconds: float) -> Visits:
    """Have so many shoppers do the same again and again.

    :raises RuntimeError: one of them got another answer than it wanted.
    """
    times: list[list[float]] = [[] for _ in range(clients)]
    failures: list[BaseException] = []
    start = time.monotonic()
    end = start + seconds

    def shopper(nr: int) -> None:
        connection = http.client.HTTPConnection(HOST, port, timeout=30)
        try:
            while time.monotonic() < end and not failures:
                begin = time.perf_counter()
                one(connection)
                times[nr].append(time.perf_counter() - begin)
        except (OSError, RuntimeError, http.client.HTTPException) as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=shopper, args=[nr]) for nr in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise RuntimeError(f"a shopper failed: {failures[0]}")
    return Visits([one for some in times for one in some], time.monotonic() - start)


def one_call(wishes: Wishes, run: str) -> Visit:
    """A purchase in one call, of three lines."""
    bodies, numbers = [body_of(basket, wishes.total) for basket in wishes.baskets], count()

    def buy(connection: http.client.HTTPConnection) -> None:
        nr = next(numbers)
        _ask(connection, "POST", PATH, bodies[nr % WISHES], 201, key=f"{run}-{nr}")

    return buy


STEPS: Final = (
    {"email": "ana@example.com", "address": ADDRESS},
    {"shipping": "standard"},
    {"payment": "cash_on_delivery"},
)


def six_calls(wishes: Wishes, run: str) -> Visit:
    """Cart with three lines, address, shipping, payment, a look at the total, complete."""
    numbers = count()
    total = {"amount_minor": wishes.total, "currency": "BRL"}

    def shop(connection: http.client.HTTPConnection) -> None:
        nr = next(numbers)
        basket = wishes.baskets[nr % WISHES]
        lines = [{"variant_id": variant, "quantity": 1} for variant in basket]
        cart = _ask(connection, "POST", "/api/v1/carts", _json({"lines": lines}), 201)["id"]
        for step in STEPS:
            _ask(connection, "PATCH", f"/api/v1/carts/{cart}/checkout", _json(step), 200)
        said = _ask(connection, "GET", f"/api/v1/carts/{cart}/checkout", b"", 200)
        if said["totals"]["total"] != total or said["missing"]:
            raise RuntimeError(f"an unexpected checkout: {said}")
        body, path = _json({"expected_total": total}), f"/api/v1/carts/{cart}/complete"
        _ask(connection, "POST", path, body, 201, key=f"{run}-{nr}")

    return shop


def _json(said: object) -> bytes:
    return json.dumps(said).encode()


def _ask(
    connection: http.client.HTTPConnection,
    method: str,
    path: str,
    body: bytes,
    status: int,
    *,
    key: str = "",
) -> Any:
    headers = {"Content-Type": "application/json"} | ({"Idempotency-Key": key} if key else {})
    connection.request(method, path, body=body or None, headers=headers)
    answer = connection.getresponse()
    text = answer.read()
    if answer.status != status:
        raise RuntimeError(f"{method} {path}: {answer.status} {text[:500]!r}")
    return json.loads(text)
