"""What is bought in the bench: three lines a purchase, for HTTP and for the SQL function."""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import count
from random import Random
from typing import Any

from bench.load import get, post

SHIPPING = 1500
ADDRESS = {
    "name": "Ana Souza",
    "line1": "Rua Augusta, 100",
    "line2": "",
    "district": "",
    "city": "São Paulo",
    "region": "SP",
    "postal_code": "01310-100",
    "country": "BR",
    "phone": "",
}
WISHES = 2000
PATH = "/api/v1/purchases"


class Wishes:
    """Three different variants an order; a hot one has the same first line as all others."""

    def __init__(self, facts: dict[str, Any]) -> None:
        self.facts = facts
        self.total = 3 * facts["price"] + SHIPPING
        random = Random(2026)
        variants = facts["variants"]
        self.baskets = [random.sample(variants[1:], 3) for _ in range(WISHES)]
        self.hot = [[variants[0], *basket[1:]] for basket in self.baskets]
        self._numbers = count()

    def requests(self, baskets: list[list[str]], run: str) -> Callable[[], bytes]:
        """Purchases over HTTP, each with a key of its own."""
        bodies = [body_of(basket, self.total) for basket in baskets]
        numbers = self._numbers

        def next_request() -> bytes:
            nr = next(numbers)
            return post(PATH, bodies[nr % WISHES], f"bench-{run}-{nr}")

        return next_request

    def pages(self, paths: list[str]) -> Callable[[], bytes]:
        """Pages, one after the other."""
        requests, numbers = [get(path) for path in paths], self._numbers
        return lambda: requests[next(numbers) % len(requests)]

    def document(self, basket: list[str]) -> str:
        """What ``checkout.operations.place`` sends for such a basket."""
        return document_of(basket, self.facts["store_id"], self.total)


def document_of(basket: list[str], store_id: int, total: int) -> str:
    """One piece of each, as the SQL function takes it; pgbench puts fresh identifiers in.

    The shops of the bench have neither promotions nor lists nor taxes: their rules have number 0.
    """
    return json.dumps(
        [
            {
                "nr": 1,
                "id": "@ID",
                "payment_id": "@PAY",
                "store_id": store_id,
                "scope": "purchase",
                "key": "@KEY",
                "hash": "0" * 64,
                "cart_id": None,
                "cart_version": None,
                "token": "@TOKEN",
                "email": "ana@example.com",
                "locale": "pt-br",
                "address": ADDRESS,
                "country": "BR",
                "currency": "BRL",
                "expected_total": total,
                "provider": "cash_on_delivery",
                "pays_on_delivery": True,
                "rate_code": "standard",
                "hold_until": None,
                "now": "2026-11-23T15:00:00+00:00",
                "rules": 0,
                "lines": [{"variant_id": v, "quantity": 1} for v in basket],
            }
        ]
    )


def body_of(basket: list[str], total: int) -> bytes:
    """One piece of each, as the API takes it."""
    said = {
        "lines": [{"variant_id": v, "quantity": 1} for v in basket],
        "email": "ana@example.com",
        "address": ADDRESS,
        "shipping": "standard",
        "payment": "cash_on_delivery",
        "expected_total": {"amount_minor": total, "currency": "BRL"},
    }
    return json.dumps(said).encode()
