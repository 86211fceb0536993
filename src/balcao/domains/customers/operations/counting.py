"""Counting what strangers do before it is done, so that many at once are counted one by one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from typing import Final

from django.db import connection

from balcao.domains.customers.errors import TooManySignIns
from balcao.domains.customers.rules.signing import stretch_of, who_counts

COUNT: Final = """
INSERT INTO customers_signincount AS known (store_id, who, since, n) VALUES (%s, %s, %s, 1)
ON CONFLICT (store_id, who, since) DO UPDATE SET n = known.n + 1 WHERE known.n < %s
RETURNING id
"""
UNCOUNT: Final = "UPDATE customers_signincount SET n = n - 1 WHERE id = %s"


@dataclass(frozen=True, slots=True)
class Limit:
    """So often in a stretch of time; ``what`` is counted by itself."""

    what: str
    most: int
    length: timedelta


# A mailbox is not to be filled by strangers, and one network is not to try many mailboxes.
MAILS_TO_ONE: Final = Limit("mail-to", 5, timedelta(hours=1))
MAILS_FROM_ONE: Final = Limit("mail-from", 30, timedelta(hours=1))
WRONG_FROM_ONE: Final = Limit("wrong-from", 20, timedelta(minutes=15))


def count(limit: Limit, *, store_id: int, who: str, now: datetime) -> int:
    """Count once more; returns what :func:`uncount` takes back.

    :raises TooManySignIns: that was too often; ``retry_after_seconds`` says how long to wait.
    """
    since = stretch_of(now, limit.length)
    with connection.cursor() as cursor:
        key = who_counts(limit.what, store_id, who)
        cursor.execute(COUNT, [store_id, key, since, limit.most])
        counted = cursor.fetchone()
    if counted is None:
        wait = ceil((since + limit.length - now).total_seconds())
        raise TooManySignIns(retry_after_seconds=wait)
    return int(counted[0])


def uncount(counted: int) -> None:
    """Take back what was counted: it was no harm."""
    with connection.cursor() as cursor:
        cursor.execute(UNCOUNT, [counted])
