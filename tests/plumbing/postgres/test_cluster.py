"""A server of our own: made whole, started whatever happened before, stopped cleanly."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil
import psycopg
import pytest

from balcao.plumbing.postgres import Cluster
from balcao.plumbing.postgres.errors import (
    DiskFull,
    FolderUnwritable,
    NotACluster,
    OtherMajorVersion,
    StartFailed,
    explain,
)


def ask(cluster: Cluster, question: str) -> object:
    with psycopg.connect(cluster.dsn()) as db:
        row = db.execute(question).fetchone()
    assert row
    return row[0]


def note_something(cluster: Cluster) -> None:
    with psycopg.connect(cluster.dsn()) as db:
        db.execute("CREATE TABLE kept AS SELECT 42 AS answer")


class TestMake:
    def test_keeps_checksums_of_every_page(self, cluster: Cluster) -> None:
        cluster.start()
        assert ask(cluster, "SHOW data_checksums") == "on"

    def test_knows_the_case_of_accented_letters_without_the_system_s_help(
        self, cluster: Cluster
    ) -> None:
        cluster.start()
        assert ask(cluster, "SELECT lower('AÇÃO')") == "ação"
        assert ask(cluster, "SHOW server_encoding") == "UTF8"

    def test_begins_anew_after_it_was_killed_half_way(self, cluster: Cluster) -> None:
        half = cluster.data.with_name("postgres.new")
        half.mkdir()
        (half / "PG_VERSION").write_text("18")
        cluster.start()
        assert ask(cluster, "SELECT 1") == 1
        assert not half.exists()

    def test_refuses_a_folder_with_other_things_in_it(self, cluster: Cluster) -> None:
        cluster.data.mkdir()
        (cluster.data / "holiday.jpg").write_bytes(b"")
        with pytest.raises(NotACluster, match=r"holiday|has files in it"):
            cluster.start()
        assert (cluster.data / "holiday.jpg").exists()

    def test_refuses_data_of_another_major_version(self, cluster: Cluster) -> None:
        cluster.data.mkdir()
        (cluster.data / "PG_VERSION").write_text("15\n")
        with pytest.raises(OtherMajorVersion, match=r"PostgreSQL 15.*PostgreSQL 18"):
            cluster.start()

    def test_names_a_folder_it_cannot_write(self, folder: Path) -> None:
        (folder / "file").write_text("")
        with pytest.raises(FolderUnwritable, match="BALCAO_DATA_DIR"):
            Cluster(folder / "file" / "postgres").start()


class TestStart:
    def test_keeps_its_promises_unless_told_that_the_data_are_for_a_test(
        self, folder: Path
    ) -> None:
        cluster = Cluster(folder / "postgres", dies_with_us=True)
        cluster.start()
        try:
            settings = [
                ask(cluster, f"SHOW {name}")
                for name in ("fsync", "synchronous_commit", "full_page_writes")
            ]
        finally:
            cluster.stop()
        assert settings == ["on", "on", "on"]

    def test_listens_on_a_socket_only_its_owner_can_reach(self, cluster: Cluster) -> None:
        cluster.start()
        pid = cluster.running_pid()
        assert pid
        listening = [c for c in psutil.Process(pid).net_connections("inet") if c.laddr]
        assert listening == []
        assert cluster.socket.stat().st_mode & 0o077 == 0

    def test_gives_the_shop_a_role_without_power_over_the_server(self, cluster: Cluster) -> None:
        cluster.start()
        question = "SELECT rolsuper FROM pg_roles WHERE rolname = current_user"
        assert ask(cluster, question) is False

    def test_does_nothing_when_the_server_runs_already(self, cluster: Cluster) -> None:
        assert cluster.start() is True
        assert cluster.start() is False

    def test_uses_a_short_path_for_the_socket_when_the_folder_s_is_too_long(
        self, folder: Path
    ) -> None:
        deep = folder / ("a" * 60) / ("b" * 60)
        cluster = Cluster(deep / "postgres", dies_with_us=True)
        cluster.start()
        try:
            assert ask(cluster, "SELECT 1") == 1
            assert not str(cluster.socket).startswith(str(deep))
            assert cluster.socket.stat().st_mode & 0o077 == 0
        finally:
            cluster.stop()
        assert not cluster.socket.exists()

    def test_takes_settings_of_the_operator_last(self, cluster: Cluster) -> None:
        cluster.make()
        local = cluster.data / "local.conf"
        local.write_text("work_mem = '7MB'\n")
        local.chmod(0o644)
        cluster.start()
        assert ask(cluster, "SHOW work_mem") == "7MB"

    def test_tells_what_postgresql_said_when_it_will_not_start(self, cluster: Cluster) -> None:
        cluster.make()
        local = cluster.data / "local.conf"
        local.write_text("shared_buffers = 'plenty'\n")
        local.chmod(0o644)
        with pytest.raises(StartFailed, match="shared_buffers"):
            cluster.start()


class TestSurvival:
    def test_starts_though_the_pid_file_names_a_living_stranger(self, cluster: Cluster) -> None:
        cluster.start()
        note_something(cluster)
        cluster.stop()
        owner = cluster.data.stat()
        stranger = subprocess.Popen(
            ["/bin/sleep", "60"],
            user=owner.st_uid if os.geteuid() == 0 else None,
            cwd="/",
        )
        try:
            stale = cluster.data / "postmaster.pid"
            stale.write_text(f"{stranger.pid}\n{cluster.data}\n1\n5432\n{cluster.socket}\n\n")
            os.chown(stale, owner.st_uid, owner.st_gid)
            assert cluster.running_pid() is None
            cluster.start()
            assert ask(cluster, "SELECT answer FROM kept") == 42
        finally:
            stranger.kill()
            stranger.wait()

    def test_starts_again_after_kill_9_with_what_was_committed(self, cluster: Cluster) -> None:
        cluster.start()
        note_something(cluster)
        pid = cluster.running_pid()
        assert pid
        os.kill(pid, signal.SIGKILL)
        _until_gone(pid)
        assert cluster.start() is True
        assert ask(cluster, "SELECT answer FROM kept") == 42

    def test_starts_though_a_busy_session_outlived_its_killed_server(
        self, cluster: Cluster
    ) -> None:
        cluster.start()
        note_something(cluster)
        busy = threading.Thread(target=_compute_for_long, args=[cluster], daemon=True)
        busy.start()
        pid = cluster.running_pid()
        assert pid
        _until_one_computes(cluster)
        os.kill(pid, signal.SIGKILL)
        _until_gone(pid)
        assert cluster.start() is True
        assert ask(cluster, "SELECT answer FROM kept") == 42
        busy.join(10)

    def test_recovers_by_itself_when_a_session_is_killed(self, cluster: Cluster) -> None:
        cluster.start()
        note_something(cluster)
        killed, bystander = psycopg.connect(cluster.dsn()), psycopg.connect(cluster.dsn())
        os.kill(killed.info.backend_pid, signal.SIGKILL)
        # PostgreSQL ends every session when one has died, and begins anew from its log.
        assert _until(lambda: _has_ended(bystander))
        assert _until(lambda: _answers(cluster))
        assert ask(cluster, "SELECT answer FROM kept") == 42

    def test_stops_with_sessions_open(self, cluster: Cluster) -> None:
        cluster.start()
        db = psycopg.connect(cluster.dsn())
        db.execute("SELECT 1")
        cluster.stop()
        assert cluster.running_pid() is None
        with pytest.raises(psycopg.OperationalError):
            db.execute("SELECT 1")


class TestExplain:
    def test_names_a_full_disk(self) -> None:
        said = "FATAL:  could not write to file: No space left on device"
        assert isinstance(explain(said, Path("/data"), "It failed."), DiskFull)

    def test_names_a_folder_that_may_not_be_written(self) -> None:
        said = "initdb: error: could not create directory: Permission denied"
        assert isinstance(explain(said, Path("/data"), "It failed."), FolderUnwritable)

    def test_quotes_what_it_does_not_know(self) -> None:
        error = explain("FATAL:  the moon is full", Path("/data"), "It failed.")
        assert "the moon is full" in error.message


def _answers(cluster: Cluster) -> bool:
    try:
        return ask(cluster, "SELECT 1") == 1
    except psycopg.OperationalError:
        return False


def _until(is_so: Callable[[], bool]) -> bool:
    end = time.monotonic() + 60  # a busy machine; not a promise of speed
    while time.monotonic() < end:
        if is_so():
            return True
        time.sleep(0.02)
    return False


def _has_ended(session: psycopg.Connection[Any]) -> bool:
    try:
        session.execute("SELECT 1")
    except psycopg.OperationalError:
        return True
    return False


def _until_gone(pid: int) -> None:
    gone = {psutil.STATUS_ZOMBIE}
    assert _until(lambda: not psutil.pid_exists(pid) or psutil.Process(pid).status() in gone)


def _until_one_computes(cluster: Cluster) -> None:
    question = "SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%generate_series(1, 3%'"
    assert _until(lambda: ask(cluster, question) == 2)  # it, and the one who asks


def _compute_for_long(cluster: Cluster) -> None:
    try:
        with psycopg.connect(cluster.dsn()) as db:
            db.execute("SELECT count(*) FROM generate_series(1, 300000000) AS n WHERE n % 2 = 0")
    except psycopg.OperationalError:
        return  # its server was killed: that is the point
