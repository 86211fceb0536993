"""Counting what strangers try, so that many at once are counted one by one.

A try is counted before anything is looked at, in a statement of its own that commits: a refusal has
to be counted too. Who tries is a digest; counts are forgotten after a day.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from typing import Final

from django.db import connection, transaction

from balcao.plumbing.models import TryCount

KEPT: Final = timedelta(days=1)
# In the order of the key, so that two who count the same things never wait for each other.
COUNT: Final = """
INSERT INTO plumbing_trycount AS known (store_id, scope, who, since, tries)
SELECT %s, asked.scope, asked.who, asked.since, 1
FROM unnest(%s::text[], %s::text[], %s::timestamptz[]) AS asked(scope, who, since)
ORDER BY asked.scope, asked.who
ON CONFLICT (store_id, scope, who, since) DO UPDATE SET tries = known.tries + 1
RETURNING scope, who, tries
"""
LOOK: Final = """
SELECT asked.scope, asked.who, COALESCE(known.tries, 0)
FROM unnest(%s::text[], %s::text[], %s::timestamptz[]) AS asked(scope, who, since)
LEFT JOIN plumbing_trycount known
       ON known.store_id = %s AND known.scope = asked.scope AND known.who = asked.who
      AND known.since = asked.since
"""


@dataclass(frozen=True, slots=True)
class Limit:
    """At most so many tries of one in a stretch of time; stretches begin at round times."""

    scope: str
    most: int
    within: timedelta

    def since(self, now: datetime) -> datetime:
        """When the stretch began that is now."""
        return now - (now - datetime.min.replace(tzinfo=now.tzinfo)) % self.within


Counted = Sequence[tuple[Limit, str]]


@transaction.atomic(durable=True)
def count_tries(*, store_id: int, counted: Counted, now: datetime) -> int:
    """Count a try for each of these; how many seconds to wait, 0 to go on.

    Commits by itself: call it outside any transaction.
    """
    if not counted:
        return 0
    scopes, whos, sinces = _columns(counted, now)
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [store_id, scopes, whos, sinces])
        tries = {(scope, who): number for scope, who, number in cursor.fetchall()}
    over = [(limit, who) for limit, who in counted if tries[limit.scope, who] > limit.most]
    return _wait(over, now)


def wait_for(*, store_id: int, counted: Counted, now: datetime) -> int:
    """How many seconds to wait because these were counted often enough; counts nothing."""
    if not counted:
        return 0
    scopes, whos, sinces = _columns(counted, now)
    with connection.cursor() as cursor:
        cursor.execute(LOOK, [scopes, whos, sinces, store_id])
        tries = {(scope, who): number for scope, who, number in cursor.fetchall()}
    over = [(limit, who) for limit, who in counted if tries[limit.scope, who] >= limit.most]
    return _wait(over, now)


def forget_tries(*, now: datetime) -> int:
    """Forget counts of more than a day ago; how many rows."""
    return TryCount.objects.filter(since__lt=now - KEPT).delete()[0]


def _columns(counted: Counted, now: datetime) -> tuple[list[str], list[str], list[datetime]]:
    return (
        [limit.scope for limit, _ in counted],
        [who for _, who in counted],
        [limit.since(now) for limit, _ in counted],
    )


def _wait(over: Counted, now: datetime) -> int:
    ends = [limit.since(now) + limit.within for limit, _ in over]
    return max((ceil((end - now).total_seconds()) for end in ends), default=0)
