"""Writing the ledger; the only place of this domain that changes a balance."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from balcao.domains.wallet.errors import BadStoredValue, BalanceTooLow
from balcao.domains.wallet.events import ValueMoved
from balcao.domains.wallet.locks import lock_accounts
from balcao.domains.wallet.models import Account, Entry
from balcao.domains.wallet.queries.accounts import entry_of
from balcao.domains.wallet.values import AccountKind, EntryKind, EntryLine
from balcao.plumbing.outbox import emit

MOST = 10**13


@dataclass(frozen=True, slots=True, kw_only=True)
class Because:
    """Why an entry is written: what for, by whom and when (aware UTC)."""

    kind: EntryKind
    now: datetime
    actor: str = ""
    note: str = ""
    order_id: UUID | None = None
    of_id: int | None = None
    reference: str = ""
    expires_at: datetime | None = None


def post(account: Account, amount: int, worth_minor: int, why: Because) -> EntryLine:
    """Change a locked account by a signed amount and write it down.

    :raises BalanceTooLow: it would go below zero.
    :raises BadStoredValue: it would hold more than a column does.
    """
    if account.balance + amount < 0:
        raise BalanceTooLow(left=account.balance, wanted=-amount, account_id=str(account.pk))
    if account.balance + amount > MOST:
        raise BadStoredValue("This is more than an account can hold.", field="amount")
    account.balance += amount
    account.turn += 1
    if why.expires_at is not None:
        account.due_at = min(account.due_at or why.expires_at, why.expires_at)
    account.save(update_fields=["balance", "turn", "due_at"])
    row = Entry.objects.create(
        account=account,
        store_id=account.store_id,
        turn=account.turn,
        at=why.now,
        kind=why.kind.value,
        amount=amount,
        balance=account.balance,
        worth_minor=worth_minor,
        order_id=why.order_id,
        of_id=why.of_id,
        reference=why.reference,
        expires_at=why.expires_at,
        actor=why.actor[:254],
        note=why.note[:300],
    )
    emit(
        ValueMoved(
            store_id=account.store_id,
            at=why.now,
            entry_id=row.pk,
            account_id=account.pk,
            order_id=why.order_id,
        )
    )
    return entry_of(row)


def open_account(
    *, store_id: int, kind: AccountKind, owner: str, currency: str, now: datetime
) -> UUID:
    """The shopper's account of this kind, made when there is none yet; not locked.

    Whoever locks other accounts too calls this before: two that make the same account wait for
    each other here, where neither holds anything yet.

    :raises BadStoredValue: the owner is no mail address.
    """
    email = mail_of(owner)
    of_shopper = Account.objects.filter(store_id=store_id, kind=kind, owner=email)
    if kind == AccountKind.STORE_CREDIT:
        of_shopper = of_shopper.filter(currency=currency)
    known = of_shopper.values_list("pk", flat=True)
    found = known.first()
    if found is None:
        row = Account(
            store_id=store_id, kind=kind.value, owner=email, currency=currency, created_at=now
        )
        Account.objects.bulk_create([row], ignore_conflicts=True)
        found = known.get()
    return found


def opened(
    *, store_id: int, kind: AccountKind, owner: str, currency: str, now: datetime
) -> Account:
    """As :func:`open_account`, locked until commit."""
    account_id = open_account(store_id=store_id, kind=kind, owner=owner, currency=currency, now=now)
    return lock_accounts([account_id])[account_id]


def mail_of(text: str) -> str:
    """A mail address as accounts keep it: lower case.

    :raises BadStoredValue: it is none.
    """
    email = text.strip().lower()
    name, _, host = email.rpartition("@")
    if not name or "." not in host or len(email) > 254 or any(c.isspace() for c in email):
        raise BadStoredValue("Give a whole mail address, such as ana@example.com.", field="email")
    return email


def amount_of(units: int, *, field: str = "amount") -> int:
    """An amount that can come in or go out.

    :raises BadStoredValue: it is not positive, or more than an account can hold.
    """
    if not 0 < units <= MOST:
        raise BadStoredValue(f"An amount is between 1 and {MOST}.", field=field)
    return units
