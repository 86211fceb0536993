"""``balcao worker``: jobs, schedules and the telling of events."""

from __future__ import annotations

import os
import signal
import threading
from argparse import ArgumentParser
from typing import Any

import structlog
from django.core.management.base import BaseCommand

from balcao.entrypoints.jobs.queue import app_for_worker
from balcao.plumbing.outbox.relay import run_relay
from balcao.plumbing.processes import SUPERVISOR, end_with_parent, keep_what_is_loaded

RELAY_SECONDS = 10.0
log = structlog.get_logger("balcao.worker")


class Command(BaseCommand):
    help = "Run queued and scheduled jobs, and tell events to their subscribers."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--concurrency", type=int, default=2, help="jobs at once")

    def handle(self, **options: Any) -> None:
        if supervisor := os.environ.get(SUPERVISOR):
            end_with_parent(signal.SIGTERM, int(supervisor))
        keep_what_is_loaded()
        stop = threading.Event()
        relay = threading.Thread(target=_relay, args=[stop], name="outbox-relay", daemon=True)
        relay.start()
        try:
            app_for_worker().run_worker(
                concurrency=options["concurrency"],
                delete_jobs="successful",
                shutdown_graceful_timeout=15,
            )
        finally:
            stop.set()
            relay.join(RELAY_SECONDS)


def _relay(stop: threading.Event) -> None:
    try:
        run_relay(stop)
    except Exception:
        # Without the relay this process does half its work: end it, the supervisor begins anew.
        log.exception("relay.ended")
        os.kill(os.getpid(), signal.SIGTERM)
