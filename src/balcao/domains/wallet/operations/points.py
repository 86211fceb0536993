"""Loyalty points: earned by orders, taken back when an order ends badly."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from balcao.domains.wallet.locks import lock_accounts
from balcao.domains.wallet.models import Entry
from balcao.domains.wallet.operations.ledger import Because, opened, post
from balcao.domains.wallet.queries.program import program_of
from balcao.domains.wallet.rules.points import expiry_of, points_for, worth_of
from balcao.domains.wallet.values import AccountKind, EntryKind
from balcao.kernel.money import Money


@transaction.atomic
def earn_points(*, store_id: int, order_id: UUID, shopper: str, paid: Money, now: datetime) -> int:
    """Give a shopper the points of an order by the program of today; how many came in now.

    ``paid`` is what was paid in money, without what stored value paid. Safe to repeat: an order
    earns once.

    :raises BadStoredValue: the shopper is no mail address.
    """
    program = program_of(store_id)
    points = points_for(program, paid.minor, paid.currency)
    if points <= 0:
        return 0
    row = opened(
        store_id=store_id,
        kind=AccountKind.POINTS,
        owner=shopper,
        currency=paid.currency,
        now=now,
    )
    if Entry.objects.filter(account=row, order_id=order_id, kind=EntryKind.EARNED).exists():
        return 0
    why = Because(
        kind=EntryKind.EARNED,
        now=now,
        actor="system",
        order_id=order_id,
        expires_at=expiry_of(program, now),
    )
    post(row, points, worth_of(program, points), why)
    return points


@transaction.atomic
def take_points_back(*, order_id: UUID, now: datetime, actor: str = "system") -> int:
    """Take the points back that an order earned, because it was cancelled; how many went now.

    A balance never goes below zero: what was spent meanwhile is the store's loss, and the note
    says how much it was. Safe to repeat.
    """
    earned = Entry.objects.filter(order_id=order_id, kind=EntryKind.EARNED).order_by("pk")
    rows = lock_accounts(set(earned.values_list("account", flat=True)))
    gone = 0
    for entry in earned:
        row = rows[entry.account_id]
        points = min(entry.amount, row.balance)
        is_done = Entry.objects.filter(of_id=entry.pk, kind=EntryKind.TAKEN_BACK).exists()
        if is_done or not points:
            continue
        missing = entry.amount - points
        note = f"{missing} points of it were spent or had expired." if missing else ""
        worth = worth_of(program_of(row.store_id), points)
        why = Because(
            kind=EntryKind.TAKEN_BACK,
            now=now,
            actor=actor,
            note=note,
            order_id=order_id,
            of_id=entry.pk,
        )
        post(row, -points, worth, why)
        gone += points
    return gone
