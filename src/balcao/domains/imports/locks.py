"""The only locks of this domain."""

from __future__ import annotations

from uuid import UUID

from django.db import connection

from balcao.domains.imports.errors import RunNotFound
from balcao.domains.imports.models import ImportRun


def lock_run(run_id: UUID) -> ImportRun:
    """Hold one run until commit.

    :raises RunNotFound: there is none with this id.
    """
    row = ImportRun.objects.select_for_update().filter(pk=run_id).first()
    if row is None:
        raise RunNotFound(id=str(run_id))
    return row


def try_hold_work(run_id: UUID) -> bool:
    """Claim the work on a run until the transaction ends; False when somebody else has it.

    Not a row lock: progress is written to the row, by another connection, while the work is done.
    """
    key = run_id.int & (1 << 63) - 1
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [key])
        return bool(cursor.fetchone()[0])


def hold_imports_of(store_id: int) -> None:
    """Wait until no other import of this store is being written or undone.

    Products that do not exist yet have no row to hold; two files that make the same product would
    otherwise meet at its unique key.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('balcao.imports'), %s)", [store_id])
