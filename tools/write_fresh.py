"""Write src/balcao/plumbing/fresh.sql anew: the tables of a new database, from its migrations.

``python tools/write_fresh.py``, a minute or two. To be run after a migration was added; nothing
breaks if it is not, but new databases take longer to make.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from balcao.plumbing.fresh import FILE, written
from balcao.plumbing.postgres import Cluster, Lease
from balcao.plumbing.postgres.tuning import HASTE


def from_migrations(folder: Path) -> str:
    """What the migrations make, step by step, in a cluster in this folder."""
    cluster = Cluster(folder / "postgres", promises=HASTE, dies_with_us=True)
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    with Lease(cluster):
        subprocess.run(
            [
                *(sys.executable, "-m", "balcao.entrypoints.cli.main"),
                *("migrate", "--step-by-step", "--verbosity=0"),
            ],
            check=True,
            env=environment | {"BALCAO_DATA_DIR": str(folder)},
        )
        return written(cluster.dsn())


def main() -> None:
    """Migrate, dump, write."""
    with tempfile.TemporaryDirectory(prefix="balcao-fresh-") as folder:
        FILE.write_text(from_migrations(Path(folder)), "utf-8")


if __name__ == "__main__":
    main()
