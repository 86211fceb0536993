"""What staff do to one account."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from balcao.domains.wallet.errors import BadStoredValue
from balcao.domains.wallet.locks import lock_account
from balcao.domains.wallet.operations.ledger import MOST, Because, post
from balcao.domains.wallet.queries.accounts import account_of
from balcao.domains.wallet.queries.program import program_of
from balcao.domains.wallet.rules.points import expiry_of, worth_of
from balcao.domains.wallet.values import Account, AccountKind, EntryKind


@transaction.atomic
def disable(*, store_id: int, account_id: UUID, now: datetime) -> Account:
    """Let an account pay nothing until it is enabled again; its balance stays. Safe to repeat.

    :raises NoSuchAccount: there is none with this id in this store.
    """
    row = lock_account(store_id, account_id)
    if row.disabled_at is None:
        row.disabled_at = now
        row.save(update_fields=["disabled_at"])
    return account_of(row)


@transaction.atomic
def enable(*, store_id: int, account_id: UUID) -> Account:
    """Let an account pay again. Safe to repeat.

    :raises NoSuchAccount: there is none with this id in this store.
    """
    row = lock_account(store_id, account_id)
    if row.disabled_at is not None:
        row.disabled_at = None
        row.save(update_fields=["disabled_at"])
    return account_of(row)


@transaction.atomic
def adjust(
    *, store_id: int, account_id: UUID, amount: int, reason: str, actor: str, now: datetime
) -> Account:
    """Correct a balance by a signed number of minor units or points, for a reason.

    :raises NoSuchAccount: there is none with this id in this store.
    :raises BadStoredValue: nothing changes, no reason, or a gift card would be topped up.
    :raises BalanceTooLow: it would go below zero.
    """
    if not 0 < abs(amount) <= MOST:
        raise BadStoredValue("Say by how much: not zero.", field="amount")
    if not reason.strip():
        raise BadStoredValue("Say why the balance is corrected.", field="reason")
    row = lock_account(store_id, account_id)
    if row.kind == AccountKind.GIFT_CARD and amount > 0:
        raise BadStoredValue("A gift card is not topped up. Issue another one.", field="amount")
    worth, ends = abs(amount), None
    if row.kind == AccountKind.POINTS:
        program = program_of(store_id)
        worth = worth_of(program, worth)
        ends = expiry_of(program, now) if amount > 0 else None
    post(
        row,
        amount,
        worth,
        Because(
            kind=EntryKind.ADJUSTED, now=now, actor=actor, note=reason.strip(), expires_at=ends
        ),
    )
    return account_of(row)
