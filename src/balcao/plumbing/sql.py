"""Named SQL: hot statements live in files beside the domain that owns them.

``run_sql("inventory/availability", ...)`` runs ``domains/inventory/sql/availability.sql``. Files in
``domains/<x>/sql/functions/`` hold ``CREATE OR REPLACE FUNCTION`` and are installed again after
each ``migrate``, so that a function always fits the code that calls it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import psycopg
from django.db import connection
from django.db.backends.utils import CursorWrapper

Row = TypeVar("Row")
DOMAINS = Path(__file__).resolve().parent.parent / "domains"


@cache
def sql_text(name: str) -> str:
    """The text of a named statement, without its leading comment lines."""
    domain, _, statement = name.partition("/")
    lines = (DOMAINS / domain / "sql" / f"{statement}.sql").read_text("utf-8").splitlines()
    return "\n".join(line for line in lines if not line.lstrip().startswith("--"))


class PreparedCursor(psycopg.Cursor[Any]):
    """Binds on the server and keeps the plan: a hot statement costs as much to plan as to run.

    Statements are kept only where the connection allows it (``prepare_threshold``): the embedded
    server does, one behind a pooler may not.
    """

    def execute(self, query: Any, params: Any = None, **_: Any) -> PreparedCursor:
        """Run a statement, planned once per connection."""
        super().execute(query, params, prepare=True)
        return self


def _cursor() -> CursorWrapper:
    connection.ensure_connection()
    raw = PreparedCursor(connection.connection)
    # As Django makes its own: counted by tests, timed by the log of slow queries.
    wrap = connection.make_debug_cursor if connection.queries_logged else connection.make_cursor
    return wrap(raw)


def run_sql(name: str, row: Callable[..., Row], **params: Any) -> list[Row]:
    """Run a named statement; each row becomes a ``row(**columns)``."""
    names, rows = _answer(name, params)
    return [row(**dict(zip(names, values, strict=True))) for values in rows]


def run_sql_rows(name: str, **params: Any) -> list[tuple[Any, ...]]:
    """Run a named statement that answers many rows; each in the order of its columns."""
    return _answer(name, params)[1]


def _answer(name: str, params: dict[str, Any]) -> tuple[list[str], list[tuple[Any, ...]]]:
    with _cursor() as cursor:
        cursor.execute(sql_text(name), params or None)
        found = cursor.pgresult  # a description would look every column's type up
        if found is None or not found.nfields:
            return [], []
        names = [found.fname(at).decode() for at in range(found.nfields)]
        return names, cursor.fetchall()


def run_sql_dicts(name: str, **params: Any) -> list[dict[str, Any]]:
    """Run a named statement; each row as a dictionary."""
    return run_sql(name, dict, **params)


def function_files() -> Sequence[Path]:
    """All SQL functions of all domains, in a stable order."""
    return sorted(DOMAINS.glob("*/sql/functions/*.sql"))


def install_functions(**_: object) -> None:
    """Create or replace every SQL function; called after ``migrate``."""
    with connection.cursor() as cursor:
        for path in function_files():
            cursor.execute(path.read_text("utf-8"))
