"""What is held while the books are written; order first, then the store's books."""

from __future__ import annotations

from uuid import UUID

from django.db import connection

from balcao.domains.ledger.models import Books


def lock_story(order_id: UUID) -> None:
    """Let one worker at a time write down an order; until commit.

    What is missing in the books depends on what is there, and there is no row yet to hold.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"ledger:{order_id}"]
        )


def lock_books(store_id: int) -> Books | None:
    """Hold the books of a store, so that nothing is written while a month is closed or opened."""
    return Books.objects.select_for_update().filter(pk=store_id).first()
