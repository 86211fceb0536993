"""Value that comes to its end, by the schedule."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.db import transaction

from balcao.domains.wallet.locks import lock_accounts
from balcao.domains.wallet.models import Account
from balcao.domains.wallet.operations.ledger import Because, post
from balcao.domains.wallet.queries.accounts import lots_left
from balcao.domains.wallet.queries.program import program_of
from balcao.domains.wallet.rules.points import expired_points, next_end, worth_of
from balcao.domains.wallet.values import AccountKind, EntryKind

AT_A_TIME: Final = 200


@transaction.atomic
def expire_due(*, now: datetime, limit: int = AT_A_TIME) -> int:
    """Write off what is past its end on some accounts that are due; how many were looked at.

    Call it until it answers 0. Accounts that somebody works on at this moment are waited for, in
    the order of their ids.
    """
    due = Account.objects.filter(due_at__lte=now).order_by("due_at")[:limit]
    rows = lock_accounts(list(due.values_list("pk", flat=True)))
    for row in rows.values():
        if row.kind == AccountKind.POINTS:
            expire_points(row, now=now)
        else:
            _expire_card(row, now)
    return len(rows)


def expire_points(row: Account, *, now: datetime) -> None:
    """Write off the points of a locked account that are past their end, and note the next ones."""
    if row.due_at is None or row.due_at > now:
        return
    lots = lots_left(row.pk)
    gone = expired_points(lots, now)
    row.due_at = next_end(lots, now)
    if gone:
        worth = worth_of(program_of(row.store_id), gone)
        post(row, -gone, worth, Because(kind=EntryKind.EXPIRED, now=now, actor="system"))
    else:
        row.save(update_fields=["due_at"])


def _expire_card(row: Account, now: datetime) -> None:
    # Somebody may have given back to it since it was found, which moves its end.
    is_over = row.expires_at is not None and row.expires_at <= now
    row.due_at = None if is_over else row.expires_at
    if is_over and row.balance:
        why = Because(kind=EntryKind.EXPIRED, now=now, actor="system")
        post(row, -row.balance, row.balance, why)
    else:
        row.save(update_fields=["due_at"])
