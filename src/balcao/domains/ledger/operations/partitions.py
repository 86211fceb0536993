"""Room in the books for the months to come."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from django.db import connection

from balcao.domains.ledger.rules.periods import month_of, next_month

MONTHS_AHEAD: Final = 3
PARTITION: Final = """
CREATE TABLE IF NOT EXISTS ledger_entry_{name}
PARTITION OF ledger_entry FOR VALUES FROM ('{start}') TO ('{end}')
"""


def ensure_ledger_partitions(*, now: datetime) -> None:
    """Make the partitions of entries for this month and the next; run daily, safe to repeat.

    A month whose entries lie in the default partition already keeps them there.
    """
    month = month_of(now.date())
    with connection.cursor() as cursor:
        for _ in range(MONTHS_AHEAD + 1):
            end = next_month(month)
            if not _is_taken(month, end):
                sql = PARTITION.format(name=f"{month:%Y_%m}", start=month, end=end)
                cursor.execute(sql)
            month = end


def _is_taken(start: date, end: date) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM ledger_entry_default WHERE day >= %s AND day < %s)",
            [start, end],
        )
        return bool(cursor.fetchone()[0])
