"""The only row locks of this domain: always in the order of the primary key.

The purchase (checkout/sql) takes the same rows in the same order, after the order and the stock.
"""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from balcao.domains.wallet.errors import NoSuchAccount, ProgramChanged
from balcao.domains.wallet.models import Account, Program


def lock_accounts(account_ids: Collection[UUID]) -> dict[UUID, Account]:
    """Hold these accounts until commit, by id."""
    rows = Account.objects.select_for_update().filter(pk__in=account_ids).order_by("pk")
    return {row.pk: row for row in rows}


def lock_account(store_id: int, account_id: UUID) -> Account:
    """Hold one account until commit.

    :raises NoSuchAccount: there is none with this id in this store.
    """
    row = Account.objects.select_for_update().filter(pk=account_id, store_id=store_id).first()
    if row is None:
        raise NoSuchAccount(id=str(account_id))
    return row


def lock_program(store_id: int, version: int) -> Program:
    """Hold the points program as it was seen; one that was never saved has version 0.

    :raises ProgramChanged: somebody else changed it in the meantime.
    """
    Program.objects.bulk_create([Program(store_id=store_id, version=0)], ignore_conflicts=True)
    row = Program.objects.select_for_update().get(pk=store_id)
    if row.version != version:
        raise ProgramChanged(version=row.version)
    return row
