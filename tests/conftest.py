"""What every test stands on: a PostgreSQL of this test run's own, thrown away afterwards."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connections

from balcao.plumbing.postgres import Cluster, Lease
from balcao.plumbing.postgres.tuning import HASTE


@pytest.fixture(scope="session")
def database_host() -> Iterator[str | None]:
    """The socket folder of this run's own cluster; None where DATABASE_URL names a server."""
    if settings.DATABASE_URL:
        yield None
        return
    # Not pytest's tmp_path: the path of a unix socket may be no longer than 103 bytes.
    folder = Path(tempfile.mkdtemp(prefix="balcao-test-"))
    cluster = Cluster(folder / "pg", promises=HASTE, dies_with_us=True)
    try:
        with Lease(cluster):
            yield str(cluster.socket)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    database_host: str | None,
    django_db_modify_db_settings_parallel_suffix: None,
) -> None:
    """Point Django at the run's own cluster, started when the first test asks for a database."""
    database = connections["default"].settings_dict
    if database_host is not None:
        database["HOST"] = database_host
    # Two runs at once against one server must not drop each other's database.
    database["TEST"]["NAME"] = f"test_{database['NAME']}_{os.getpid()}"
    database["OPTIONS"].pop("pool", None)
