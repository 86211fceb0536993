"""Compares the provider's own record with ours, charge by charge, and looks for what is open."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tests.races.history import Cursor

PAYMENTS = """
SELECT p.idempotency_key, p.provider_reference, p.reference, o.state, p.state, p.amount_minor,
       p.captured_minor, p.refunded_minor
FROM payments_payment p JOIN orders_order o ON o.id = p.order_id
WHERE p.provider = 'stripe'
"""
# A question how a payment stands is no deed: who asks it asks again, and what is true of the
# payment is compared with the provider.
OPEN = {
    "an order is still held": "SELECT number FROM orders_order WHERE state = 'pending'",
    "units are still reserved": """
        SELECT variant_id || ': ' || reserved FROM inventory_stocklevel WHERE reserved <> 0""",
    "a call has no answer": """
        SELECT verb || ' ' || key || ' is ' || state FROM payments_providercall
        WHERE state IN ('asked', 'silent', 'dead') AND verb <> 'look_up'""",
    "a refund is only asked for": "SELECT id::text FROM payments_refund WHERE state = 'asked'",
    "an event was not told": "SELECT name FROM plumbing_outboxevent WHERE done_at IS NULL",
    "a currency is out of balance": """
        SELECT a.currency || ': ' || sum(e.amount_minor)
        FROM ledger_entry e JOIN ledger_account a ON a.id = e.account_id
        GROUP BY a.currency HAVING sum(e.amount_minor) <> 0""",
}
CLEARING = """
SELECT COALESCE(sum(e.amount_minor), 0)
FROM ledger_entry e JOIN ledger_account a ON a.id = e.account_id WHERE a.code = 'clearing:stripe'
"""
# What an intent may be where a payment of ours is in this state.
FITS = {
    "captured": {"succeeded"},
    "refunded": {"succeeded"},
    "late": {"succeeded"},
    "authorized": {"requires_capture"},
    "voided": {"canceled"},
    "failed": {"canceled", "none"},
}


@dataclass(frozen=True)
class Charge:
    """An intent as the provider has it; amounts in minor units."""

    id: str
    key: str
    order: str
    status: str
    taken: int
    given_back: int


@dataclass(frozen=True)
class Paid:
    """A payment as we have it; amounts in minor units."""

    key: str
    reference: str
    order: str
    order_state: str
    state: str
    amount: int
    captured: int
    refunded: int


def charges_of(intents: Iterable[Mapping[str, Any]], refunds: Iterable[Any]) -> list[Charge]:
    """The provider's record as it tells it."""
    given_back = Counter[str]()
    for refund in refunds:
        given_back[refund["payment_intent"] or ""] += refund["amount"]
    return [
        Charge(
            one["id"],
            one["metadata"].get("balcao_key", ""),
            one["metadata"].get("balcao_order", ""),
            one["status"],
            one["amount_received"],
            given_back[one["id"]],
        )
        for one in intents
    ]


def read_payments(cursor: Cursor) -> list[Paid]:
    """Our record."""
    cursor.execute(PAYMENTS)
    return [Paid(*row) for row in cursor.fetchall()]


def read_open(cursor: Cursor) -> list[str]:
    """Whatever still waits, when nothing should."""
    problems = []
    for what, question in OPEN.items():
        cursor.execute(question)
        problems += [f"{what}: {row[0]}" for row in cursor.fetchall()]
    return problems


def read_clearing(cursor: Cursor) -> int:
    """What the books say that the provider holds, in minor units."""
    cursor.execute(CLEARING)
    return int(cursor.fetchall()[0][0])


def differences(charges: Sequence[Charge], payments: Sequence[Paid], clearing: int) -> list[str]:
    """Everything in which the provider, our payments and our books are not one; else nothing."""
    ours = {one.key: one for one in payments}
    theirs: dict[str, list[Charge]] = defaultdict(list)
    for charge in charges:
        theirs[charge.key].append(charge)
    problems = [f"charge {one.id}: is nobody's" for one in charges if one.key not in ours]
    by_order = Counter(one.order for one in charges if one.taken)
    problems += [f"order {name}: charged {n} times" for name, n in by_order.items() if n > 1]
    for payment in payments:
        problems += _of(payment, theirs[payment.key])
    held = sum(one.taken - one.given_back for one in charges)
    if held != clearing:
        problems.append(f"the books say that the provider holds {clearing}, it holds {held}")
    return problems


def _of(payment: Paid, charges: Sequence[Charge]) -> list[str]:
    taken = sum(one.taken for one in charges)
    back = sum(one.given_back for one in charges)
    status = next((one.status for one in charges if one.id == payment.reference), "")
    status = status or (charges[0].status if charges else "none")
    is_over = payment.order_state in ("voided", "cancelled")
    wrong = {
        f"the provider took {taken}, we say {payment.captured}": taken != payment.captured,
        f"the provider gave back {back}, we say {payment.refunded}": back != payment.refunded,
        f"the provider took {taken} of {payment.amount}": taken > payment.amount,
        f"the provider gave back {back} of {taken}": back > taken,
        f"it is {payment.state}, at the provider {status}": status not in FITS[payment.state],
        f"its order is {payment.order_state}, {taken - back} is kept": is_over and taken != back,
    }
    return [f"payment of {payment.order}: {what}" for what, is_wrong in wrong.items() if is_wrong]
