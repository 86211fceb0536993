"""The only row locks of this domain."""

from __future__ import annotations

from django.db import connection

REMINDING = 20_262


def hold_reminders(store_id: int) -> None:
    """Choose whom a store reminds one round after the other, until commit."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [REMINDING, store_id])
