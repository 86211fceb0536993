"""Compares what the clients saw with what the database holds.

Every acknowledged order exists once with the acknowledged content; every order belongs to somebody
who asked for it; a purchase that was only refused has left nothing behind. A client that got no
answer may or may not have an order, but not half of one and not two.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

ORDERS = """
SELECT k.key, o.id::text AS id, o.number, o.email, o.total_minor,
       (SELECT sum(l.total_minor) FROM orders_orderline l WHERE l.order_id = o.id)
           + o.shipping_minor AS adds_up_to,
       (SELECT json_object_agg(l.variant_id, l.quantity)::text
        FROM orders_orderline l WHERE l.order_id = o.id) AS lines,
       (SELECT sum(c.quantity) FROM inventory_commitment c WHERE c.order_id = o.id) AS aside,
       (SELECT count(*) FROM payments_payment p WHERE p.order_id = o.id) AS payments, o.state
FROM orders_order o
LEFT JOIN plumbing_idempotencykey k
       ON k.scope = 'purchase' AND k.response ->> 'id' = o.id::text
"""
SOLD = """
SELECT l.variant_id::text, sum(l.quantity)
FROM orders_orderline l JOIN orders_order o ON o.id = l.order_id
WHERE o.state NOT IN ('cancelled', 'voided') GROUP BY l.variant_id
"""


class Cursor(Protocol):
    """Django's or psycopg's."""

    def execute(self, query: str) -> Any: ...
    def fetchall(self) -> list[Any]: ...


@dataclass(frozen=True)
class Order:
    """What identifies an order and its price, as a client or the database says it."""

    number: str
    total_minor: int


@dataclass
class Client:
    """One client with one key: what it wanted and what it was told, try by try."""

    key: str
    email: str
    lines: Mapping[str, int]
    acknowledged: list[Order] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)
    silences: int = 0


@dataclass(frozen=True)
class Stored:
    """An order as the database holds it."""

    key: str | None
    number: str
    email: str
    total_minor: int
    adds_up_to: int
    lines: Mapping[str, int]
    aside: int
    payments: int
    state: str = "placed"

    @property
    def is_over(self) -> bool:
        """Cancelled, or never paid: what it had set aside is given back."""
        return self.state in ("cancelled", "voided")


def read_orders(cursor: Cursor, loads: Any) -> list[Stored]:
    """Every order with the key it was made with."""
    cursor.execute(ORDERS)
    return [
        Stored(key, number, email, total, sums or 0, loads(lines or "{}"), aside or 0, pays, state)
        for key, _id, number, email, total, sums, lines, aside, pays, state in cursor.fetchall()
    ]


def read_sold(cursor: Cursor) -> dict[str, int]:
    """Units sold by variant, counted from the lines of live orders and from nothing else."""
    cursor.execute(SOLD)
    return {variant: int(units) for variant, units in cursor.fetchall()}


def compare(clients: Iterable[Client], stored: Iterable[Stored]) -> list[str]:
    """Everything that does not fit; nothing when all is well."""
    clients, stored = list(clients), list(stored)
    by_key = {client.key: client for client in clients}
    orders = {order.key: order for order in stored}
    problems = [
        f"key {key} has {times} orders"
        for key, times in Counter(order.key for order in stored).items()
        if times > 1
    ]
    for order in stored:
        problems += _halves(order)
        asked = by_key.get(order.key or "")
        if asked is None:
            problems.append(f"order {order.number}: nobody asked for it")
        elif order.email != asked.email or dict(order.lines) != dict(asked.lines):
            problems.append(f"order {order.number}: is not what was asked for")
        elif order.state == "voided" and set(asked.refusals) == {"payment_declined"}:
            continue
        elif not asked.acknowledged and not asked.silences:
            problems.append(f"order {order.number}: exists, but was refused: {asked.refusals}")
    for client in clients:
        problems += _promises(client, orders.get(client.key))
    return problems


def _halves(order: Stored) -> list[str]:
    whole = sum(order.lines.values())
    wrong = {
        "has no lines": not order.lines,
        "does not add up": order.adds_up_to != order.total_minor,
        f"set {order.aside} units aside for {whole}": order.aside != whole and not order.is_over,
        f"has {order.payments} payments": order.payments != 1,
    }
    return [f"order {order.number}: {what}" for what, is_wrong in wrong.items() if is_wrong]


def _promises(client: Client, order: Stored | None) -> list[str]:
    told = set(client.acknowledged)
    if len(told) > 1:
        return [f"key {client.key}: was told of several orders: {sorted(map(str, told))}"]
    for promise in told:
        if order is None:
            return [f"key {client.key}: acknowledged {promise.number} is not there"]
        if promise != Order(order.number, order.total_minor):
            return [f"key {client.key}: acknowledged {promise}, stored {order.number}"]
    return []
