"""Every invariant of every domain, asked after journeys, races and operations."""

from __future__ import annotations

from balcao.domains.checkout.invariants import INVARIANTS as CHECKOUT
from balcao.domains.inventory.invariants import INVARIANTS as INVENTORY
from balcao.domains.orders.invariants import INVARIANTS as ORDERS
from balcao.domains.payments.invariants import INVARIANTS as PAYMENTS
from balcao.plumbing.outbox.invariants import INVARIANTS as OUTBOX

ALL = (*CHECKOUT, *INVENTORY, *ORDERS, *PAYMENTS, *OUTBOX)


def assert_books_balance() -> None:
    """No invariant is broken; says which, where and how otherwise."""
    breaches = {i.name: list(i.check()) for i in ALL}
    assert not {name: found for name, found in breaches.items() if found}
