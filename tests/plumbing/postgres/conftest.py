from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from balcao.plumbing.postgres import Cluster
from balcao.plumbing.postgres.tuning import HASTE


@pytest.fixture
def folder() -> Iterator[Path]:
    """A short path, because of the socket in it."""
    path = Path(tempfile.mkdtemp(prefix="balcao-pg-"))
    yield path
    shutil.rmtree(path, ignore_errors=True)


@pytest.fixture
def cluster(folder: Path) -> Iterator[Cluster]:
    """A cluster that is not yet made; stopped afterwards."""
    one = Cluster(folder / "postgres", promises=HASTE, dies_with_us=True)
    yield one
    one.stop()
