"""What waits to be done: untold events, queued jobs."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import connection
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

_OUTBOX = """
SELECT count(*), coalesce(extract(epoch FROM now() - min(at)), 0)
  FROM plumbing_outboxevent WHERE done_at IS NULL
"""
_GIVEN_UP = """
SELECT count(*) FROM plumbing_outboxdelivery WHERE done_at IS NULL AND next_at IS NULL
"""
_JOBS = """
SELECT queue_name, status::text, count(*) FROM procrastinate_jobs
 WHERE status IN ('todo', 'doing', 'failed') GROUP BY 1, 2
"""


class BacklogCollector(Collector):
    """Outbox lag and queue depth, read from the tables when asked."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        with connection.cursor() as cursor:
            cursor.execute(_OUTBOX)
            waiting, lag = cursor.fetchone()
            cursor.execute(_GIVEN_UP)
            (given_up,) = cursor.fetchone()
            cursor.execute(_JOBS)
            jobs = cursor.fetchall()
        yield GaugeMetricFamily("balcao_outbox_waiting", "Events not yet told.", value=waiting)
        yield GaugeMetricFamily(
            "balcao_outbox_lag_seconds", "Age of the oldest event not yet told.", value=float(lag)
        )
        yield GaugeMetricFamily(
            "balcao_outbox_given_up", "Deliveries that wait for a person.", value=given_up
        )
        depth = GaugeMetricFamily("balcao_jobs", "Jobs by state.", labels=["queue", "state"])
        for queue, state, count in jobs:
            depth.add_metric([queue, state], count)
        yield depth
