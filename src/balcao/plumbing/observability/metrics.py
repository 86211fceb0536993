"""Numbers for Prometheus, added up over all processes of this machine.

The processes share a folder named by PROMETHEUS_MULTIPROC_DIR (the server command sets it);
without it the numbers are those of one process.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    REGISTRY,
    CollectorRegistry,
    Counter,
    Histogram,
    generate_latest,
)
from prometheus_client.multiprocess import MultiProcessCollector

from balcao.plumbing.observability.backlog import BacklogCollector
from balcao.plumbing.observability.pools import PoolCollector

CONTENT_TYPE: Final = CONTENT_TYPE_LATEST
FOLDER_VARIABLE: Final = "PROMETHEUS_MULTIPROC_DIR"

REQUESTS: Final = Histogram(
    "balcao_request_seconds",
    "Time from the first middleware to the answer, by route.",
    ["method", "route", "status"],
    buckets=(0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0),
)
SLOW_QUERIES: Final = Counter("balcao_slow_queries_total", "Queries over the slow-query threshold.")
ERRORS: Final = Counter("balcao_errors_total", "Requests that ended in an unexpected error.")


def exposition() -> bytes:
    """Everything in Prometheus' text format."""
    registry = CollectorRegistry()
    if os.environ.get(FOLDER_VARIABLE):
        MultiProcessCollector(registry)
    else:
        registry.register(REGISTRY)
    registry.register(PoolCollector())
    registry.register(BacklogCollector())
    return generate_latest(registry)


def fresh_folder(folder: Path) -> None:
    """Begin at zero: remove what processes of an earlier run have counted."""
    folder.mkdir(parents=True, exist_ok=True)
    for file in folder.glob("*.db"):
        file.unlink(missing_ok=True)
