"""Gift cards: made with a code that is told once."""

from __future__ import annotations

import secrets
from datetime import datetime
from uuid import UUID

from django.db import transaction

from balcao.domains.wallet.errors import BadStoredValue, NoSuchAccount
from balcao.domains.wallet.locks import lock_account
from balcao.domains.wallet.models import Account
from balcao.domains.wallet.operations.ledger import Because, amount_of, mail_of, post
from balcao.domains.wallet.queries.accounts import account_of
from balcao.domains.wallet.rules.codes import digest_of, make_code
from balcao.domains.wallet.values import AccountKind, EntryKind, IssuedCard
from balcao.kernel.money import Money


@transaction.atomic
def issue_gift_card(
    *,
    store_id: int,
    amount: Money,
    actor: str,
    now: datetime,
    owner: str = "",
    expires_at: datetime | None = None,
    note: str = "",
) -> IssuedCard:
    """Make a card worth an amount; its code is in the answer and kept nowhere.

    A card is never topped up: whoever wants more makes another one. ``owner`` is the mail address
    of who it is for, if any; whoever knows the code can pay with it all the same.

    :raises BadStoredValue: no positive amount, an end that is past, or no mail address.
    """
    amount_of(amount.minor)
    if expires_at is not None and expires_at <= now:
        raise BadStoredValue("A card has to end in the future.", field="expires_at")
    code = make_code(secrets.choice)
    row = Account.objects.create(
        store_id=store_id,
        kind=AccountKind.GIFT_CARD.value,
        currency=amount.currency,
        owner=mail_of(owner) if owner else "",
        code_hash=digest_of(code),
        code_end=code[-4:],
        expires_at=expires_at,
        due_at=expires_at,
        created_at=now,
    )
    why = Because(kind=EntryKind.ISSUED, now=now, actor=actor, note=note)
    post(row, amount.minor, amount.minor, why)
    return IssuedCard(account_of(row), code)


@transaction.atomic
def replace_code(*, store_id: int, account_id: UUID) -> IssuedCard:
    """Give a card another code, for one that was lost or seen by others; the old one ends at once.

    :raises NoSuchAccount: there is no such card in this store.
    """
    row = lock_account(store_id, account_id)
    if row.kind != AccountKind.GIFT_CARD:
        raise NoSuchAccount("Only gift cards have a code.", id=str(account_id))
    code = make_code(secrets.choice)
    row.code_hash, row.code_end = digest_of(code), code[-4:]
    row.save(update_fields=["code_hash", "code_end"])
    return IssuedCard(account_of(row), code)
