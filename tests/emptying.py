"""Tables are emptied after a test that commits, by deleting what is in them.

Django truncates every table, which writes some thousand files anew, and then makes its content
types and permissions again: a second or more for a few dozen rows, after each journey and race.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache

import psycopg
from django.db import connection
from django.test import TransactionTestCase
from psycopg.sql import SQL, Composed, Identifier

from balcao.plumbing.postgres.cluster import SUPERUSER

OF_THE_CODE = {"django_content_type", "auth_permission"}
"""What ``migrate`` fills for the models there are; no test changes it."""

Empty = Callable[[TransactionTestCase], None]


@contextmanager
def emptying() -> Iterator[Empty]:
    """What to put in place of ``TransactionTestCase._fixture_teardown`` where the cluster is ours.

    The connection is kept: a new one would first have to learn of all the tables.
    """
    kept: list[psycopg.Connection] = []

    def empty(_: TransactionTestCase) -> None:
        if not kept:
            there = connection.settings_dict
            where = {"host": there["HOST"], "dbname": there["NAME"], "user": SUPERUSER}
            kept.append(psycopg.connect(**where, prepare_threshold=None))
        with kept[0].transaction():
            kept[0].execute(_statements())

    try:
        yield empty
    finally:
        for session in kept:
            session.close()


@cache
def _statements() -> Composed:
    """One after another, in one transaction.

    Locked as if truncated, so that the transaction of a thread left behind is waited for. A
    replica runs no triggers and checks no references: those are of the test that is over.
    """
    found = connection.introspection.django_table_names(only_existing=True, include_views=False)
    tables = [Identifier(name) for name in sorted({*found} - OF_THE_CODE)]
    return SQL("SET LOCAL session_replication_role = replica; LOCK TABLE {}; {}").format(
        SQL(", ").join(tables),
        SQL("; ").join(SQL("DELETE FROM {}").format(table) for table in tables),
    )
