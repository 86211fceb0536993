"""Many rows into a table at once: a COPY beside it, then one INSERT that also overwrites.

Rows that go through the ORM cost ten times as much; a price list or a product file has thousands.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import Any, cast

import psycopg
from django.db import connection
from psycopg import sql
from psycopg.types.json import Jsonb


def upsert(
    table: str,
    rows: Iterable[Mapping[str, Any]],
    *,
    unique: Sequence[str],
    keep: Sequence[str] = (),
) -> int:
    """Insert rows, or overwrite those that meet on the ``unique`` columns; returns how many.

    A row maps column names to values, tuples being arrays and mappings JSON; all rows have the
    same columns. ``keep`` are columns that an existing row keeps. Rows are sent as they come: a
    generator of many is never held whole, and must not ask the database itself. Belongs inside a
    transaction. Column defaults of Django are not applied.
    """
    coming = iter(rows)
    first = next(coming, None)
    if first is None:
        return 0
    columns = list(first)
    target, stage = sql.Identifier(table), sql.Identifier(f"stage_{table}")
    names = sql.SQL(", ").join(map(sql.Identifier, columns))
    with connection.cursor() as wrapper:
        cursor = cast("psycopg.Cursor[Any]", wrapper.cursor)
        cursor.execute(
            sql.SQL("CREATE TEMP TABLE {} ON COMMIT DROP AS SELECT {} FROM {} LIMIT 0").format(
                stage, names, target
            )
        )
        copy = sql.SQL("COPY {} ({}) FROM STDIN").format(stage, names)
        copied = _copy(cursor, copy, chain([first], coming))
        # Through Django's wrapper, which tells the audit triggers who is acting.
        wrapper.execute(_insert(target, stage, columns, unique, keep).as_string(cursor))
        cursor.execute(sql.SQL("DROP TABLE {}").format(stage))
    return copied


def _copy(
    cursor: psycopg.Cursor[Any],
    statement: sql.Composed,
    rows: Iterable[Mapping[str, Any]],
) -> int:
    copied = 0
    with cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row([_cell(value) for value in row.values()])
            copied += 1
    return copied


def _cell(value: Any) -> Any:
    if isinstance(value, Mapping):
        return Jsonb(dict(value))
    return list(value) if isinstance(value, tuple) else value


def _insert(
    table: sql.Identifier,
    stage: sql.Identifier,
    columns: Sequence[str],
    unique: Sequence[str],
    keep: Sequence[str],
) -> sql.Composed:
    fixed = {*unique, *keep}
    changes = [
        sql.SQL("{0} = excluded.{0}").format(sql.Identifier(name))
        for name in columns
        if name not in fixed
    ]
    names = sql.SQL(", ").join(map(sql.Identifier, columns))
    # Rows are taken in the order of their key, so that two writers never wait for each other.
    return sql.SQL(
        "INSERT INTO {} ({}) SELECT {} FROM {} ORDER BY {} ON CONFLICT ({}) DO UPDATE SET {}"
    ).format(
        table,
        names,
        names,
        stage,
        sql.SQL(", ").join(map(sql.Identifier, unique)),
        sql.SQL(", ").join(map(sql.Identifier, unique)),
        sql.SQL(", ").join(changes),
    )
