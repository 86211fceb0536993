"""What is held while lines are settled: the store's queue first, then lines."""

from __future__ import annotations

from uuid import UUID

from django.db import connection

from balcao.domains.reconciliation.errors import NoSuchStatement, NoSuchStatementLine
from balcao.domains.reconciliation.models import Line, Statement


def hold_queue(store_id: int) -> None:
    """Let one worker at a time settle lines of a store; until commit.

    Two lines may tell the same payment: which of them is the double is decided one after the other.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"reconciliation:{store_id}"]
        )


def lock_statement(statement_id: UUID) -> Statement:
    """Hold a file, so that its lines are taken in once.

    :raises NoSuchStatement: there is none with this id.
    """
    row = Statement.objects.select_for_update().filter(pk=statement_id).first()
    if row is None:
        raise NoSuchStatement(id=str(statement_id))
    return row


def lock_line(store_id: int, line_id: UUID) -> Line:
    """Hold a line and its store's queue until commit.

    :raises NoSuchStatementLine: there is none with this id in this store.
    """
    hold_queue(store_id)
    row = Line.objects.select_for_update().filter(pk=line_id, store_id=store_id).first()
    if row is None:
        raise NoSuchStatementLine(id=str(line_id))
    return row
