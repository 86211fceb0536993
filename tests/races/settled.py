"""The end of every race about money: nothing open, and four stories that are one."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

from balcao.domains.checkout.operations import (
    refund_cancelled,
    retry_due_calls,
    sweep_expired_holds,
)
from balcao.domains.ledger.queries import trial_balance
from balcao.domains.orders.models import Order
from balcao.domains.payments.models import Payment, Refund
from balcao.domains.payments.queries import calls_page
from balcao.plumbing.models import OutboxEvent
from balcao.plumbing.outbox.relay import deliver_all
from tests.races import scenarios
from tests.races.vault import Vault
from tests.shop import NOW, Shop

LATER = NOW + timedelta(days=1)


def let_settle(shop: Shop) -> None:
    """What the worker does by itself: events, holds that are over, calls that are due, refunds."""
    sweep_expired_holds(now=LATER)
    retry_due_calls(now=LATER)
    for order in Order.objects.filter(store_id=shop.store_id, state="cancelled"):
        refund_cancelled(order_id=order.pk, now=LATER)
    deliver_all(now=LATER)


def assert_settled(shop: Shop, vault: Vault) -> None:
    """The vault, our payments and our books say the same, nothing waits, every truth holds."""
    let_settle(shop)
    problems = [*scenarios.breaches(), *_open(shop), *_differences(shop, vault)]
    assert problems == []


def _open(shop: Shop) -> list[str]:
    calls = calls_page(shop.store_id, states=["asked", "silent", "dead"])
    refunds = Refund.objects.filter(state="asked")
    held = Order.objects.filter(state="pending")
    untold = OutboxEvent.objects.filter(done_at=None)
    return [
        *[f"{call.verb} of {call.reference} is {call.state}" for call in calls],
        *[f"refund of {refund.amount_minor} is only asked for" for refund in refunds],
        *[f"{order.number} is held for ever" for order in held],
        *[f"{event.name} was not told" for event in untold],
    ]


def _differences(shop: Shop, vault: Vault) -> list[str]:
    ours = {p.idempotency_key: p for p in Payment.objects.filter(provider=vault.code)}
    problems = [f"nobody knows of charge {key}" for key in vault.charges if key not in ours]
    for key, payment in ours.items():
        held = payment.captured_minor - payment.refunded_minor
        if held != vault.holds(key):
            problems.append(f"{payment.reference}: we say {held}, the vault {vault.holds(key)}")
    days = (NOW - timedelta(days=400)).date(), (LATER + timedelta(days=400)).date()
    rows = trial_balance(shop.store_id, since=days[0], until=days[1])
    sums = Counter[str]()
    for row in rows:
        sums[row.currency] += row.debit_minor - row.credit_minor
    problems += [f"the books are off by {off} {currency}" for currency, off in sums.items() if off]
    mine = [row for row in rows if row.code == f"clearing:{vault.code}"]
    booked = sum(row.debit_minor - row.credit_minor for row in mine)
    if booked != vault.balance():
        problems.append(f"the books say {booked}, the vault holds {vault.balance()}")
    return problems
