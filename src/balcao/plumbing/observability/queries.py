"""The slow-query log."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import structlog
from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper

from balcao.plumbing.observability.metrics import SLOW_QUERIES

LONGEST_SQL = 2000
log = structlog.get_logger("balcao.database")
Execute = Callable[..., Any]


def watch_queries(*, connection: BaseDatabaseWrapper, **_signal: object) -> None:
    """Time every query of a new connection; a connection is watched once."""
    if settings.SLOW_QUERY_MS and time_query not in connection.execute_wrappers:
        connection.execute_wrappers.append(time_query)


def time_query(execute: Execute, sql: str, *rest: Any) -> Any:
    """Run a query; tell of it when it took longer than the threshold.

    The values are left out: they are customers' names and addresses.
    """
    started = time.perf_counter()
    try:
        return execute(sql, *rest)
    finally:
        milliseconds = (time.perf_counter() - started) * 1000
        if milliseconds >= settings.SLOW_QUERY_MS:
            SLOW_QUERIES.inc()
            log.warning("query.slow", ms=round(milliseconds, 1), sql=str(sql)[:LONGEST_SQL])
