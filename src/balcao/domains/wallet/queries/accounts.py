"""Reads about accounts and their entries."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from balcao.domains.wallet.errors import NoSuchAccount
from balcao.domains.wallet.models import Account as AccountRow
from balcao.domains.wallet.models import Entry
from balcao.domains.wallet.rules.codes import digest_of, normal_code
from balcao.domains.wallet.rules.points import Lot, lots_of
from balcao.domains.wallet.values import Account, AccountKind, EntryKind, EntryLine
from balcao.plumbing.keyset import Page, cut_page, decode_cursor, within_page

CODE_END = 4


def account_by_id(store_id: int, account_id: UUID) -> Account:
    """One account.

    :raises NoSuchAccount: there is none with this id in this store.
    """
    row = AccountRow.objects.filter(store_id=store_id, pk=account_id).first()
    if row is None:
        raise NoSuchAccount(id=str(account_id))
    return account_of(row)


def accounts_by_id(store_id: int, account_ids: Collection[UUID]) -> dict[UUID, Account]:
    """The accounts of these ids by id, in one question; those that are not here are left out."""
    if not account_ids:
        return {}
    rows = AccountRow.objects.filter(store_id=store_id, pk__in=list(account_ids))
    return {row.pk: account_of(row) for row in rows}


def card_by_code(store_id: int, code: str) -> Account | None:
    """The gift card with this code, typed in any way, or None.

    Whoever lets strangers type codes asks :func:`operations.look_up_card` instead, which counts
    their failed attempts.
    """
    known = normal_code(code)
    if not known:
        return None
    row = AccountRow.objects.filter(store_id=store_id, code_hash=digest_of(known)).first()
    return account_of(row) if row else None


def accounts_of(store_id: int, shopper: str) -> list[Account]:
    """Everything a shopper has with us: credit, points, and the cards that were sent to them."""
    owner = shopper.strip().lower()
    if not owner:
        return []
    rows = AccountRow.objects.filter(store_id=store_id, owner=owner).order_by("-pk")
    return [account_of(row) for row in rows]


def accounts_page(
    store_id: int,
    *,
    kind: AccountKind | None = None,
    text: str = "",
    cursor: str | None = None,
    limit: int = 50,
) -> Page[Account]:
    """Accounts, the newest first.

    ``text`` is the beginning of a mail address, the last four characters of a card, or a code.

    :raises BadCursor: the cursor is not one of ours.
    """
    rows = AccountRow.objects.filter(store_id=store_id)
    if kind is not None:
        rows = rows.filter(kind=kind)
    typed = text.strip()
    if code := normal_code(typed):
        rows = rows.filter(code_hash=digest_of(code))
    elif len(typed) == CODE_END and "@" not in typed:
        rows = rows.filter(code_end=typed.upper()) | rows.filter(owner__startswith=typed.lower())
    elif typed:
        rows = rows.filter(owner__startswith=typed.lower())
    key = decode_cursor(cursor, UUID)
    if key:
        rows = rows.filter(pk__lt=key[0])
    limit = within_page(limit)
    found = list(rows.order_by("-pk")[: limit + 1])
    return cut_page(found, limit, key=lambda row: (row.pk,), show=account_of)


def entries_page(
    store_id: int, account_id: UUID, *, cursor: str | None = None, limit: int = 50
) -> Page[EntryLine]:
    """The entries of an account, latest first: why its balance is what it is.

    :raises BadCursor: the cursor is not one of ours.
    """
    rows = Entry.objects.filter(store_id=store_id, account=account_id)
    key = decode_cursor(cursor, int)
    if key:
        rows = rows.filter(turn__lt=min(max(key[0], 0), 2**31 - 1))
    limit = within_page(limit)
    found = list(rows.order_by("-turn")[: limit + 1])
    return cut_page(found, limit, key=lambda row: (row.turn,), show=entry_of)


def entries_of_order(order_id: UUID) -> list[EntryLine]:
    """Everything an order did to accounts, in the order in which it happened."""
    rows = Entry.objects.filter(order_id=order_id).order_by("pk")
    return [entry_of(row) for row in rows]


def lots_left(account_id: UUID) -> list[Lot]:
    """The points of an account by when they expire, what expires first coming first."""
    rows = Entry.objects.filter(account=account_id).order_by("turn")
    return lots_of([entry_of(row) for row in rows])


def account_of(row: AccountRow) -> Account:
    """An account as others see it."""
    known = {name: getattr(row, name) for name in Account.__dataclass_fields__}
    known["kind"] = AccountKind(row.kind)
    return Account(**known)


def entry_of(row: Entry) -> EntryLine:
    """An entry as others see it."""
    known = {name: getattr(row, name) for name in EntryLine.__dataclass_fields__}
    known["kind"] = EntryKind(row.kind)
    return EntryLine(**known)
