"""How busy the database connections are."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import connection
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

# A statement that a role without rights may run: it sees its own database's sessions only.
_SESSIONS = """
SELECT coalesce(state, 'other'), count(*) FROM pg_stat_activity
 WHERE datname = current_database() GROUP BY 1
"""
_LIMIT = "SELECT current_setting('max_connections')::int"


class PoolCollector(Collector):
    """Sessions of our database by state; asked of the server, so it counts every process."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        sessions = GaugeMetricFamily(
            "balcao_database_connections", "Database connections by state.", labels=["state"]
        )
        with connection.cursor() as cursor:
            cursor.execute(_SESSIONS)
            for state, count in cursor.fetchall():
                sessions.add_metric([state], count)
            cursor.execute(_LIMIT)
            (limit,) = cursor.fetchone()
        yield sessions
        yield GaugeMetricFamily(
            "balcao_database_connections_limit", "Connections the server takes.", value=limit
        )
