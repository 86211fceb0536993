"""Giving back what an order took, all of it or a part."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import Sum

from balcao.domains.wallet.errors import BadStoredValue, RefundTooLarge
from balcao.domains.wallet.locks import lock_accounts
from balcao.domains.wallet.models import Account, Entry
from balcao.domains.wallet.operations.ledger import Because, amount_of, open_account, post
from balcao.domains.wallet.queries.accounts import entry_of
from balcao.domains.wallet.queries.program import program_of
from balcao.domains.wallet.rules.points import expiry_of
from balcao.domains.wallet.rules.returning import Return, Taken, share_back
from balcao.domains.wallet.values import AccountKind, EntryKind, EntryLine
from balcao.kernel.money import Money

GRACE: Final = timedelta(days=30)


@transaction.atomic
def give_back(*, order_id: UUID, now: datetime, actor: str = "system") -> list[EntryLine]:
    """Return all that an order took and has not got back yet, to the accounts it came from.

    Safe to repeat and to run twice at once; what was written now is answered. A card that is past
    its end (or ends sooner) can be used for 30 days more; points get a new term; an account that
    was disabled gets its balance back and stays disabled, for staff to decide.
    """
    held = _hold(order_id, ())
    lines = []
    for one in held.taken:
        if one.left_units <= 0:
            continue
        back = Return(one.entry_id, one.left_units, one.left_minor)
        why = Because(kind=EntryKind.GIVEN_BACK, now=now, actor=actor, order_id=order_id)
        lines.append(_return(held.source(one.entry_id), back, why))
    return lines


@transaction.atomic
def refund_to(
    *,
    store_id: int,
    order_id: UUID,
    amount: Money,
    shopper: str,
    reference: str,
    actor: str,
    now: datetime,
    to_credit: bool = False,
    note: str = "",
) -> list[EntryLine]:
    """Return a part of what an order paid: to the accounts it took from, the latest first.

    What stored value did not pay (or with ``to_credit`` all of it) becomes store credit of the
    shopper. An account that was disabled gets nothing: its part becomes store credit, too.
    Safe to repeat with the same ``reference``.

    :raises BadStoredValue: no positive amount, no reference, or an account of another currency.
    :raises RefundTooLarge: it needs store credit, and no shopper is named.
    """
    amount_of(amount.minor)
    if not 0 < len(reference) <= 80:
        raise BadStoredValue("A refund has a reference of 1 to 80 characters.", field="reference")
    credit_id = _credit_of(store_id, shopper, amount.currency, now)
    held = _hold(order_id, [credit_id] if credit_id else [])
    if done := _asked(order_id, reference):
        return done
    if any(row.currency != amount.currency for row in held.accounts.values()):
        raise BadStoredValue("The order was paid in another currency.", field="currency")
    shares, rest = share_back(held.taken, amount.minor)
    why = Because(
        kind=EntryKind.REFUNDED,
        now=now,
        actor=actor,
        note=note,
        order_id=order_id,
        reference=reference,
    )
    credit = held.accounts[credit_id] if credit_id else None
    lines = []
    for share in shares:
        source = held.source(share.entry_id)
        goes_home = share.units and source.disabled_at is None and not to_credit
        about = replace(why, of_id=share.entry_id)
        lines.append(
            _return(source, share, why)
            if goes_home
            else _to_credit(credit, share.worth_minor, about)
        )
    if rest:
        lines.append(_to_credit(credit, rest, why))
    return lines


@dataclass(frozen=True, slots=True)
class Held:
    """What an order took, and the accounts that have to do with it, all of them locked."""

    taken: tuple[Taken, ...]
    account_by_entry: Mapping[int, UUID]
    accounts: Mapping[UUID, Account]

    def source(self, entry_id: int) -> Account:
        """The account that an entry took from."""
        return self.accounts[self.account_by_entry[entry_id]]


def _credit_of(store_id: int, shopper: str, currency: str, now: datetime) -> UUID | None:
    if not shopper:
        return None
    return open_account(
        store_id=store_id,
        kind=AccountKind.STORE_CREDIT,
        owner=shopper,
        currency=currency,
        now=now,
    )


def _hold(order_id: UUID, also: Sequence[UUID]) -> Held:
    spent = Entry.objects.filter(order_id=order_id, kind=EntryKind.SPENT).order_by("pk")
    accounts = lock_accounts({*spent.values_list("account", flat=True), *also})
    lines = list(spent)
    back = Entry.objects.filter(
        of_id__in=[line.pk for line in lines],
        kind__in=[EntryKind.GIVEN_BACK, EntryKind.REFUNDED],
    )
    sums = back.values_list("of_id").annotate(Sum("worth_minor"))
    known = dict(sums)
    taken = tuple(
        Taken(line.pk, -line.amount, line.worth_minor, known.get(line.pk, 0)) for line in lines
    )
    return Held(taken, {line.pk: line.account_id for line in lines}, accounts)


def _asked(order_id: UUID, reference: str) -> list[EntryLine]:
    rows = Entry.objects.filter(
        order_id=order_id, kind=EntryKind.REFUNDED, reference=reference
    ).order_by("pk")
    return [entry_of(row) for row in rows]


def _return(row: Account, back: Return, why: Because) -> EntryLine:
    ends = None
    if row.kind == AccountKind.POINTS:
        ends = expiry_of(program_of(row.store_id), why.now)
    elif row.expires_at is not None:
        row.expires_at = max(row.expires_at, why.now + GRACE)
        row.due_at = row.expires_at
        row.save(update_fields=["expires_at", "due_at"])
    return post(
        row, back.units, back.worth_minor, replace(why, of_id=back.entry_id, expires_at=ends)
    )


def _to_credit(credit: Account | None, amount: int, why: Because) -> EntryLine:
    if credit is None:
        raise RefundTooLarge(rest_minor=amount)
    return post(credit, amount, amount, why)
