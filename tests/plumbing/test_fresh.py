"""The tables of a new database, made at once, are those that the migrations make."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from psycopg.sql import SQL, Identifier
from tools.write_fresh import from_migrations

from balcao.plumbing import fresh
from balcao.plumbing.fresh import _MADE_BY, FILE, fill, written
from balcao.plumbing.postgres import Cluster, Lease
from balcao.plumbing.postgres.tuning import HASTE

YOUNGER_AT_MOST = 30
"""Migrations that the file may lack before somebody has to write it anew."""


@pytest.mark.long
def test_both_ways_lead_to_the_same_tables() -> None:
    with TemporaryDirectory(prefix="balcao-steps-") as folder:
        steps = from_migrations(Path(folder))
    with TemporaryDirectory(prefix="balcao-fresh-") as folder:
        cluster = Cluster(Path(folder) / "postgres", promises=HASTE, dies_with_us=True)
        with Lease(cluster):
            by_steps = _settled(steps, cluster, "by_steps")
            at_once = _settled(_at_once(cluster, folder), cluster, "at_once")
    # Migrations run in another order when some are younger than the file.
    assert _tables(at_once) == _tables(by_steps)
    assert set(_MADE_BY.findall(at_once)) == set(_MADE_BY.findall(by_steps))


def test_the_file_is_not_much_older_than_the_migrations() -> None:
    made_by = set(_MADE_BY.findall(FILE.read_text("utf-8")))
    known = set(MigrationLoader(None).disk_migrations)
    assert made_by
    assert made_by <= known, "a migration was renamed: run tools/write_fresh.py"
    assert len(known - made_by) <= YOUNGER_AT_MOST, "run tools/write_fresh.py"


@pytest.mark.django_db(transaction=True)
class TestFill:
    def test_leaves_a_database_with_tables_alone_and_the_file_unread(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        monkeypatch.setattr(fresh, "FILE", tmp_path)  # a folder: it is there, but cannot be read
        assert not fill(connection, set(MigrationLoader(None).disk_migrations))

    def test_leaves_it_to_the_migrations_when_one_is_unknown_here(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(fresh, "_has_tables", lambda _: False)
        assert not fill(connection, set())

    def test_leaves_another_schema_alone(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("CREATE SCHEMA elsewhere")
            cursor.execute("SET search_path TO elsewhere")
        try:
            # Tables are made where the file says, so nowhere else.
            assert not fill(connection, set(MigrationLoader(None).disk_migrations))
            assert connection.introspection.table_names() == []
        finally:
            with connection.cursor() as cursor:
                cursor.execute("RESET search_path")
                cursor.execute("DROP SCHEMA elsewhere")


def _at_once(cluster: Cluster, folder: str) -> str:
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    command = [sys.executable, "-m", "balcao.entrypoints.cli.main", "migrate"]
    answer = subprocess.run(
        command,
        check=True,
        capture_output=True,
        text=True,
        env=environment | {"BALCAO_DATA_DIR": folder},
    )
    assert "all tables were made at once" in answer.stdout
    return written(cluster.dsn())


def _settled(text: str, cluster: Cluster, name: str) -> str:
    """Read and written once more: PostgreSQL writes some checks in other words the second time."""
    with psycopg.connect(cluster.dsn(), autocommit=True) as session:
        session.execute(SQL("CREATE DATABASE {}").format(Identifier(name)))
    dsn = cluster.dsn(database=name)
    with psycopg.connect(dsn) as session:
        session.execute(text.encode())
    return written(dsn)


def _tables(text: str) -> list[str]:
    """The statements, without the names of the migrations, in the order of their text."""
    tables, _, _ = text.partition("INSERT INTO public.django_migrations")
    return sorted(tables.split(";\n"))
