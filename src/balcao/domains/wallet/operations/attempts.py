"""Codes that strangers type: wrong ones are counted, and too many are refused."""

from __future__ import annotations

from datetime import datetime, timedelta
from hashlib import sha256
from math import ceil
from typing import Final

from django.db import connection, transaction

from balcao.domains.wallet.errors import NoSuchCard, TooManyCardAttempts
from balcao.domains.wallet.models import Attempts
from balcao.domains.wallet.queries.accounts import card_by_code
from balcao.domains.wallet.values import Account

MOST_FAILED: Final = 10
STRETCH: Final = timedelta(minutes=15)
KEPT: Final = timedelta(days=1)
# The attempt is counted before the code is looked up, so that many at once are counted one by one.
COUNT: Final = """
INSERT INTO wallet_attempts AS known (store_id, who, since, failed) VALUES (%s, %s, %s, 1)
ON CONFLICT (store_id, who, since) DO UPDATE SET failed = known.failed + 1
WHERE known.failed < %s
RETURNING id
"""
UNCOUNT: Final = "UPDATE wallet_attempts SET failed = failed - 1 WHERE id = %s"


def look_up_card(*, store_id: int, code: str, who: str, now: datetime) -> Account:
    """The gift card with this code, whatever its state; 10 wrong codes in 15 minutes are too many.

    ``who`` is what tells callers apart, such as their network address; only a digest of it is
    kept, for a day. Commits by itself, since a refusal has to be counted too: call it outside any
    transaction.

    :raises NoSuchCard: there is none; that counts.
    :raises TooManyCardAttempts: too many were wrong; even a right one is not looked up.
    """
    found = _try(store_id, code, sha256(f"{store_id}\0{who}".encode()).hexdigest(), now)
    if found is None:
        raise NoSuchCard(field="code")
    return found


@transaction.atomic(durable=True)
def _try(store_id: int, code: str, who: str, now: datetime) -> Account | None:
    since = now - (now - datetime.min.replace(tzinfo=now.tzinfo)) % STRETCH
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [store_id, who, since, MOST_FAILED])
        counted = cursor.fetchone()
        if counted is None:
            wait = ceil((since + STRETCH - now).total_seconds())
            raise TooManyCardAttempts(retry_after_seconds=wait)
        found = card_by_code(store_id, code)
        if found is not None:
            cursor.execute(UNCOUNT, [counted[0]])
    return found


def forget_attempts(*, now: datetime) -> int:
    """Forget attempts of more than a day ago; how many rows."""
    return Attempts.objects.filter(since__lt=now - KEPT).delete()[0]
