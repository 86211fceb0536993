"""Store credit: money that a shopper has with us."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from balcao.domains.wallet.errors import BadStoredValue
from balcao.domains.wallet.operations.ledger import Because, amount_of, opened, post
from balcao.domains.wallet.queries.accounts import account_of
from balcao.domains.wallet.values import Account, AccountKind, EntryKind
from balcao.kernel.money import Money


@transaction.atomic
def grant_credit(
    *, store_id: int, shopper: str, amount: Money, reason: str, actor: str, now: datetime
) -> Account:
    """Give a shopper credit, for a reason; their account is made when they have none yet.

    :raises BadStoredValue: no positive amount, no reason, or no mail address.
    """
    if not reason.strip():
        raise BadStoredValue("Say why this credit is given.", field="reason")
    amount_of(amount.minor)
    row = opened(
        store_id=store_id,
        kind=AccountKind.STORE_CREDIT,
        owner=shopper,
        currency=amount.currency,
        now=now,
    )
    why = Because(kind=EntryKind.GRANTED, now=now, actor=actor, note=reason.strip())
    post(row, amount.minor, amount.minor, why)
    return account_of(row)
