"""What every test stands on: a PostgreSQL of this test run's own, thrown away afterwards."""

from __future__ import annotations

import gc
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connections
from django.test import TransactionTestCase

from balcao.plumbing.postgres import Cluster, Lease
from balcao.plumbing.postgres.tuning import HASTE
from tests.emptying import emptying

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
NO_BROWSER = "there is no Chromium on this machine"


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


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, database_host: str | None) -> Iterator[None]:
    """Empty the tables of our own cluster in our own way; a server that was named in Django's."""
    with emptying() as empty, pytest.MonkeyPatch.context() as patch:
        if database_host is not None:
            patch.setattr(TransactionTestCase, "_fixture_teardown", empty)
        yield


# Two workers end together when what takes long is not begun last.


def long_first(items: list[pytest.Item]) -> None:
    """Put files with a test marked ``long`` before the others, all else in its order."""
    long = {item.path for item in items if item.get_closest_marker("long")}
    items.sort(key=lambda item: item.path not in long)


def pytest_collection_finish(session: pytest.Session) -> None:
    """Thousands of tests and what they import last to the end: garbage is not sought there."""
    gc.collect()
    gc.freeze()


# Journeys in a browser: without one they are skipped, but never silently.


def find_browser() -> str | None:
    """The path of a Chromium on this machine."""
    named = os.environ.get("BALCAO_BROWSER")
    return named or next(filter(None, map(shutil.which, BROWSERS)), None)


@pytest.fixture(scope="session")
def browser_path() -> str:
    """The Chromium that the journeys drive."""
    path = find_browser()
    assert path, "a test marked `browser` is not run without one"
    return path


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if hasattr(config, "workerinput"):  # one of several
        long_first(items)
    if find_browser():
        return
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.skip(reason=NO_BROWSER))


def not_run(config: pytest.Config) -> list[str]:
    """The journeys left out for want of a browser, whichever process collected them."""
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    skipped = reporter.stats.get("skipped", []) if reporter else []
    return [one.nodeid for one in skipped if NO_BROWSER in str(one.longrepr)]


def pytest_sessionfinish(session: pytest.Session) -> None:
    required = os.environ.get("BALCAO_BROWSER_REQUIRED") == "1"
    excused = os.environ.get("BALCAO_NO_BROWSER") == "1"
    if required and not excused and not_run(session.config):
        session.exitstatus = session.exitstatus or pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    if left_out := not_run(config):
        terminalreporter.section("NOT RUN: no browser", sep="!", red=True, bold=True)
        for name in left_out:
            terminalreporter.line(name)
        terminalreporter.line(
            "Install chromium (or name it in BALCAO_BROWSER); "
            "BALCAO_NO_BROWSER=1 lets a run pass without these."
        )
