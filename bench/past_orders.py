"""Past orders by the million: one order that was really placed, copied inside the database.

Every table that a purchase writes to gets its rows, with numbers and tokens of their own, spread
over three years; the orders are finished and their stock has left. Stock movements, journals and
mails, which a purchase does not touch, are not made.
"""

from __future__ import annotations

import time
from typing import Any, Final

import psycopg

from balcao.plumbing.postgres import ROLE, SUPERUSER, Cluster

PART: Final = 100_000
MAKE: Final = """
CREATE TEMP TABLE past AS
SELECT n, uuidv7(-make_interval(mins => (random() * 1576800)::integer)) AS id,
       now() - make_interval(mins => (random() * 1576800)::integer) AS at
FROM generate_series(%(first)s::integer, %(last)s::integer) AS n
"""
# Table, and what is not as in the order that is copied.
TABLES: Final[tuple[tuple[str, dict[str, str]], ...]] = (
    (
        "orders_order",
        {
            "id": "past.id",
            "number": "'P-' || past.n",
            "token": "md5(past.n::text)",
            "email": "'shopper' || past.n %% 1000000 || '@example.com'",
            "state": "'fulfilled'",
            "placed_at": "past.at",
        },
    ),
    ("orders_orderline", {"order_id": "past.id"}),
    ("inventory_commitment", {"order_id": "past.id", "state": "'shipped'", "expires_at": "NULL"}),
    (
        "payments_payment",
        {
            "id": "uuidv7()",
            "order_id": "past.id",
            "reference": "'P-' || past.n",
            "idempotency_key": "'P-' || past.n",
            "state": "'captured'",
            "captured_minor": "t.amount_minor",
            "created_at": "past.at",
        },
    ),
    ("orders_timelineentry", {"order_id": "past.id", "at": "past.at"}),
)


def add(cluster: Cluster, template: str, *, first: int, last: int) -> float:
    """Copy the order ``template`` as numbers ``first`` to ``last``; seconds it took."""
    start = time.monotonic()
    with psycopg.connect(cluster.dsn(user=SUPERUSER), autocommit=True) as database:
        # Rows as they would be, without a trail or an event for each.
        database.execute("SET session_replication_role = replica")
        database.execute("SET synchronous_commit = off")
        database.execute(f"SET ROLE {ROLE}")
        for begin in range(first, last + 1, PART):
            _part(database, template, begin, min(last, begin + PART - 1))
            share = (min(last, begin + PART - 1) - first + 1) / (last - first + 1)
            print(f"\r{share:4.0%} of {last - first + 1:,} past orders", end="", flush=True)
        print()
        database.execute("VACUUM (ANALYZE)")
    return time.monotonic() - start


def _part(database: psycopg.Connection[Any], template: str, first: int, last: int) -> None:
    with database.transaction():
        database.execute(MAKE, {"first": first, "last": last})
        for table, other in TABLES:
            names = [name for name in _columns(database, table) if name != "id" or "id" in other]
            values = ", ".join(other.get(name, f"t.{name}") for name in names)
            key = "id" if table == "orders_order" else "order_id"
            database.execute(
                f"INSERT INTO {table} ({', '.join(names)}) "
                f"SELECT {values} FROM {table} t CROSS JOIN past WHERE t.{key} = %s",
                [template],
            )
        database.execute("DROP TABLE past")


def _columns(database: psycopg.Connection[Any], table: str) -> list[str]:
    found = database.execute(
        "SELECT column_name FROM information_schema.columns "
        "WHERE table_schema = 'public' AND table_name = %s AND is_generated = 'NEVER' "
        "ORDER BY ordinal_position",
        [table],
    )
    return [row[0] for row in found]
