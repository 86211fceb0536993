"""The limit: pgbench runs the purchase's SQL function alone, with as many clients.

The documents are those that the application sends, prepared as text; each run of the statement puts
fresh identifiers in. Nothing of Python, HTTP or the pool is in it.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import psycopg

from balcao.plumbing.postgres import Cluster
from balcao.plumbing.postgres.places import programs

MAKE: Final = """
DROP TABLE IF EXISTS bench_wish;
CREATE UNLOGGED TABLE bench_wish (hot boolean, n integer, doc text, PRIMARY KEY (hot, n));
"""
SCRIPT: Final = """\\set n random(1, {most})
SELECT nr, status, detail FROM checkout_place_orders((
    SELECT replace(replace(replace(replace(doc, '@ID', uuidv7()::text), '@PAY', uuidv7()::text),
                   '@KEY', uuidv7()::text), '@TOKEN', uuidv7()::text)::jsonb
    FROM bench_wish WHERE hot = {hot} AND n = :n));
"""


def prepare(cluster: Cluster, documents: Sequence[str], hot: Sequence[str]) -> None:
    """Keep the documents where pgbench finds them."""
    with psycopg.connect(cluster.dsn()) as database:
        database.execute(MAKE)
        with database.cursor() as cursor, cursor.copy("COPY bench_wish FROM STDIN") as copy:
            for is_hot, some in ((False, documents), (True, hot)):
                for n, document in enumerate(some, start=1):
                    copy.write_row((is_hot, n, document))
        database.execute("ANALYZE bench_wish")


def run(
    cluster: Cluster, folder: Path, *, hot: bool, most: int, clients: int, seconds: float
) -> float:
    """Purchases per second of the function alone.

    :raises RuntimeError: pgbench failed.
    """
    script = SCRIPT.format(hot=hot, most=most)
    return pgbench(cluster, folder, script, clients=clients, seconds=seconds)


def pgbench(cluster: Cluster, folder: Path, script: str, *, clients: int, seconds: float) -> float:
    """Transactions per second of a script.

    :raises RuntimeError: pgbench failed, or one of its transactions did.
    """
    file = folder / "limit.sql"
    file.write_text(script)
    answer = subprocess.run(
        [
            *(programs() / "pgbench", "--no-vacuum", "--protocol=prepared", f"--file={file}"),
            *(f"--client={clients}", f"--jobs={min(2, clients)}"),
            *(f"--time={max(1, round(seconds))}", f"--host={cluster.socket}", "--port=5432"),
            *("--username=balcao", "balcao"),
        ],
        check=False,
        capture_output=True,
        text=True,
    )
    found = re.search(r"^tps = ([\d.]+)", answer.stdout, re.MULTILINE)
    failed = re.search(r"failed transactions: (\d+)", answer.stdout)
    if answer.returncode or found is None or (failed and int(failed[1])):
        raise RuntimeError(answer.stdout + answer.stderr)
    return float(found[1])
