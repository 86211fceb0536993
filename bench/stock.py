"""``python -m bench.stock``: stock pages at a million variants and fifty million movements.

Fills an installation of its own (a quarter of an hour and 25 GB for the full size), asks pages and
queries of random variants, and prints percentiles beside the time of the same stack for a page that
asks for nothing but who is signed in. ``--keep FOLDER`` leaves the data for another run.
"""

from __future__ import annotations

import argparse
import shutil
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import psycopg
from tests.races.installation import Installation

from balcao.plumbing.postgres import ROLE, SUPERUSER, Cluster, Lease
from bench.machine import describe

RESULTS: Final = Path(__file__).with_name("stock_results.md")
PAGE: Final = """\
# What stock pages cost

Written by `python -m bench.stock` on {day}. Machine: {machine}. PostgreSQL 18 as Balcao starts it;
{variants:,} variants at {places} places, {movements:,} movements in monthly partitions. Each page
is asked for by Django's client in one process, with everything but the network: middleware,
sign-in, queries, template. Random variants, 300 times; locations 100 times. Goals: 100 ms for one
variant, 300 ms for opening a location, both at the 95th percentile.

{table}
"""
GOODS: Final = """
INSERT INTO catalog_product (id, store_id, handle, title, description_html, vendor, category_id,
    tags, status, option_names, seo_title, seo_description, translations, version, created_at,
    updated_at)
SELECT uuidv7(), %(store)s, 'bulk-' || n, 'Bulk product ' || n, '', '', NULL, '{}', 'active',
       '{Size}', '', '', '{}', 1, now(), now()
FROM generate_series(1, %(products)s) AS n;
INSERT INTO catalog_variant (id, store_id, product_id, sku, barcode, option_values, position,
    weight_grams, requires_shipping, taxable, image)
SELECT uuidv7(), p.store_id, p.id, p.handle || '-' || n, '', ARRAY[n::text], n, 100, true, true, ''
FROM catalog_product p, generate_series(1, 4) AS n WHERE p.handle LIKE 'bulk-%%';
INSERT INTO inventory_location (store_id, code, name, kind, priority, is_active, country, region,
    city, postal_code, handling_minor)
SELECT %(store)s, 'place-' || n, 'Place ' || n, 'warehouse', n, true, 'BR', '', '', '', 0
FROM generate_series(2, %(places)s) AS n;
INSERT INTO inventory_stocklevel (store_id, location_id, variant_id, on_hand, reserved, allocated,
    backorder_limit, value_minor, fifo_minor, turn, moved_at)
SELECT v.store_id, l.id, v.id, %(left)s, 0, 0, 0, %(left)s * 500, %(left)s * 500, %(turns)s, now()
FROM catalog_variant v, inventory_location l WHERE v.sku LIKE 'bulk-%%';
INSERT INTO inventory_costlayer (store_id, level_id, came_at, document, quantity, value_minor)
SELECT store_id, id, now(), '', on_hand, value_minor FROM inventory_stocklevel
WHERE turn = %(turns)s;
ANALYZE;
"""
# Every level has a movement in every second month: 20 units in, 10 out, in turn.
MOVED: Final = """
INSERT INTO {table} (id, at, store_id, location_id, variant_id, turn, sku, quantity, balance,
    value_minor, value_balance, fifo_minor, fifo_balance, reason, account, document, actor, note)
SELECT uuidv7(), %(start)s::timestamptz + make_interval(secs => (s.id %% 2000000) * 1.2),
       s.store_id, s.location_id, s.variant_id, t.turn, v.sku, t.units, t.balance,
       t.units * 500, t.balance * 500, t.units * 500, t.balance * 500,
       CASE WHEN t.units > 0 THEN 'received' ELSE 'shipped' END,
       CASE WHEN t.units > 0 THEN 'goods_received' ELSE 'cost_of_goods_sold' END,
       CASE WHEN t.units > 0 THEN 'purchase:PO-' ELSE 'order:B-' END || s.id, 'bench', ''
FROM inventory_stocklevel s
JOIN catalog_variant v ON v.id = s.variant_id
CROSS JOIN (SELECT %(turn)s AS turn, CASE WHEN %(turn)s %% 2 = 1 THEN 20 ELSE -10 END AS units,
                   20 * ((%(turn)s + 1) / 2) - 10 * (%(turn)s / 2) AS balance) t
WHERE s.id %% 2 = %(half)s AND s.turn = %(turns)s
"""
INDEXES: Final = """
ALTER TABLE {table} ADD PRIMARY KEY (id, at);
CREATE UNIQUE INDEX ON {table} (variant_id, location_id, at DESC, turn DESC);
CREATE INDEX ON {table} (document) WHERE NOT (document = '');
ALTER TABLE inventory_stockmovement ATTACH PARTITION {table}
    FOR VALUES FROM ('{start}') TO ('{end}');
"""


def fill(cluster: Cluster, store_id: int, *, variants: int, places: int, movements: int) -> None:
    """Make the goods, the places, the levels and the ledger, a month at a time."""
    turns = movements // (variants * places)
    left = 20 * ((turns + 1) // 2) - 10 * (turns // 2)
    with psycopg.connect(cluster.dsn(user=SUPERUSER), autocommit=True) as database:
        # No trail of a million made-up rows.
        database.execute(
            f"SET session_replication_role = replica; SET synchronous_commit = off;SET ROLE {ROLE}"
        )
        how = {"store": store_id, "products": variants // 4, "places": places}
        for statement in GOODS.split(";\n"):
            if statement.strip():
                _timed(database, statement, {**how, "left": left, "turns": turns})
        for month in range(2 * turns):
            _fill_month(database, month, turns)
        _timed(database, "VACUUM (FREEZE, ANALYZE)", {})


def _fill_month(database: psycopg.Connection, month: int, turns: int) -> None:
    year, number = divmod(2025 * 12 + 2 + month, 12)
    start = f"{year}-{number + 1:02}-01"
    end = f"{year + (number == 11)}-{(number + 1) % 12 + 1:02}-01"
    table = f"inventory_stockmovement_{start[:7].replace('-', '_')}"
    database.execute(f"CREATE TABLE {table} (LIKE inventory_stockmovement INCLUDING DEFAULTS)")
    how = {"start": start, "turn": month // 2 + 1, "half": month % 2, "turns": turns}
    _timed(database, MOVED.format(table=table), how)
    for statement in INDEXES.format(table=table, start=start, end=end).split(";\n"):
        if statement.strip():
            _timed(database, statement, {})


def _timed(database: psycopg.Connection, statement: str, how: dict[str, object]) -> None:
    start = time.monotonic()
    used = {key: value for key, value in how.items() if f"%({key})s" in statement}
    database.execute(statement, used or None)
    print(f"  {time.monotonic() - start:6.1f} s  {' '.join(statement.split())[:70]}", flush=True)


def main() -> None:
    """Fill, ask, print."""
    parser = argparse.ArgumentParser(prog="python -m bench.stock", description=__doc__)
    parser.add_argument("--variants", type=int, default=1_000_000)
    parser.add_argument("--places", type=int, default=5)
    parser.add_argument("--movements", type=int, default=50_000_000)
    parser.add_argument("--keep", type=Path, help="a short path; used again when it is there")
    parser.add_argument("--dry", action="store_true", help="print, and keep the page as it is")
    options = parser.parse_args()
    installation = Installation()
    if options.keep:
        shutil.rmtree(installation.folder)
        installation.folder = options.keep.resolve()
        installation.cluster = Cluster(installation.folder / "postgres")
        installation.environment["BALCAO_DATA_DIR"] = str(installation.folder)
    installation.folder.mkdir(exist_ok=True)
    try:
        with Lease(installation.cluster):
            _measure(installation, options)
    finally:
        if not options.keep:
            shutil.rmtree(installation.folder, ignore_errors=True)


def _measure(installation: Installation, options: argparse.Namespace) -> None:
    filled = installation.folder / "filled"
    installation.run("migrate", "--verbosity=0")
    if not filled.exists():
        said = installation.python("from bench.stock_pages import open_bench; open_bench()")
        fill(
            installation.cluster,
            int(said.split()[-1]),
            variants=options.variants,
            places=options.places,
            movements=options.movements,
        )
        filled.touch()
    table = installation.python("from bench.stock_pages import main; main()").strip()
    print(table)
    if not options.dry:
        size = {name: getattr(options, name) for name in ("variants", "places", "movements")}
        day = f"{datetime.now(UTC):%Y-%m-%d}"
        RESULTS.write_text(PAGE.format(day=day, machine=describe(), table=table, **size), "utf-8")


if __name__ == "__main__":
    main()
