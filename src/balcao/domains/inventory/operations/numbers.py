"""The numbers that people call a document by."""

from __future__ import annotations

from django.db import connection


def next_number(kind: str) -> str:
    """The next number of a transfer (T), a count (C) or an adjustment (A), such as T-1001.

    Gaps are fine: a document that was refused uses a number up, and nobody waits for anybody.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(%s::regclass)", [f"inventory_{kind.lower()}_number"])
        return f"{kind}-{cursor.fetchone()[0]}"
