"""Paying with stored value."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from balcao.domains.wallet.errors import (
    AccountDisabled,
    AccountExpired,
    BadStoredValue,
    NoSuchAccount,
    SpentOtherwise,
)
from balcao.domains.wallet.locks import lock_accounts
from balcao.domains.wallet.models import Account, Entry
from balcao.domains.wallet.operations.expiring import expire_points
from balcao.domains.wallet.operations.ledger import Because, amount_of, post
from balcao.domains.wallet.queries.accounts import account_of, entry_of
from balcao.domains.wallet.queries.program import program_of
from balcao.domains.wallet.rules.points import check_redeeming, worth_of
from balcao.domains.wallet.values import AccountKind, AccountState, EntryKind, EntryLine, Take


@transaction.atomic
def spend(
    *,
    store_id: int,
    order_id: UUID,
    takes: Sequence[Take],
    currency: str,
    now: datetime,
    actor: str = "",
    note: str = "",
) -> list[EntryLine]:
    """Take from accounts for an order, all of it or nothing; an order takes once from each.

    Safe to repeat: what the order took before is answered again. The purchase does the same within
    its own statement (checkout/sql).

    :raises NoSuchAccount: one of them is not in this store.
    :raises BadStoredValue: an account twice, of another currency, or worth something else.
    :raises AccountDisabled: one of them pays nothing now.
    :raises AccountExpired: one of them is past its end.
    :raises BalanceTooLow: one of them holds less.
    :raises ProgramOff: points pay nothing now.
    :raises TooFewPoints: so few points are not redeemed.
    :raises SpentOtherwise: the order took another amount from one of them.
    """
    wanted = {take.account_id: take for take in takes}
    if len(wanted) != len(takes):
        raise BadStoredValue("Each account pays once.", field="takes")
    rows = lock_accounts(wanted)
    before = {
        row.account_id: entry_of(row)
        for row in Entry.objects.filter(
            account__in=wanted, order_id=order_id, kind=EntryKind.SPENT
        ).order_by("pk")
    }
    lines = []
    for account_id in sorted(wanted):
        row = rows.get(account_id)
        if row is None or row.store_id != store_id:
            raise NoSuchAccount(id=str(account_id))
        take = wanted[account_id]
        if account_id in before:
            lines.append(_same(before[account_id], take))
            continue
        _check(row, take, currency, now)
        why = Because(kind=EntryKind.SPENT, now=now, actor=actor, note=note, order_id=order_id)
        lines.append(post(row, -take.units, take.worth_minor, why))
    return lines


def _same(entry: EntryLine, take: Take) -> EntryLine:
    if (-entry.amount, entry.worth_minor) != (take.units, take.worth_minor):
        raise SpentOtherwise(account_id=str(take.account_id), took=-entry.amount)
    return entry


def _check(row: Account, take: Take, currency: str, now: datetime) -> None:
    amount_of(take.units, field="units")
    state = account_of(row).state(now)
    if state == AccountState.DISABLED:
        raise AccountDisabled(account_id=str(row.pk))
    if state == AccountState.EXPIRED:
        raise AccountExpired(account_id=str(row.pk))
    if row.currency != currency:
        raise BadStoredValue(f"This account is in {row.currency}.", field="currency")
    worth = take.units
    if row.kind == AccountKind.POINTS:
        expire_points(row, now=now)
        program = program_of(row.store_id)
        check_redeeming(program, take.units)
        worth = worth_of(program, take.units)
    if worth != take.worth_minor:
        raise BadStoredValue(f"So many units are worth {worth} today.", field="worth_minor")
