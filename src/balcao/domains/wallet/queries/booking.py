"""Entries as the books of a store need them: what each is worth, and in which currency."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from balcao.domains.wallet.models import Entry
from balcao.domains.wallet.values import EntryWorth


def worth_of_entries(
    *, ids: Collection[int] = (), order_id: UUID | None = None
) -> list[EntryWorth]:
    """What some entries, or all of an order, changed of what the store owes; the oldest first."""
    rows = Entry.objects.filter(order_id=order_id) if order_id else Entry.objects.filter(pk__in=ids)
    return [_worth(row) for row in rows.select_related("account").order_by("pk")]


def _worth(row: Any) -> EntryWorth:
    return EntryWorth(
        id=row.pk,
        store_id=row.store_id,
        account=row.account.kind,
        kind=row.kind,
        worth_minor=row.worth_minor if row.amount > 0 else -row.worth_minor,
        currency=row.account.currency,
        at=row.at,
        order_id=row.order_id,
        actor=row.actor,
        note=row.note,
    )
