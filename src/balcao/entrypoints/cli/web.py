"""The web server: a parent that loads the program once, and workers forked from it.

Run as ``python -m balcao.entrypoints.cli.web`` by the supervisor, never by hand.
"""

from __future__ import annotations

import argparse
import importlib
import os
import signal
from functools import partial

from granian import Granian
from granian.constants import HTTPModes, Interfaces, RuntimeModes

from balcao.plumbing.processes import SUPERVISOR, end_with_parent, keep_what_is_loaded

APPLICATION = "balcao.config.wsgi:application"
GRACE_SECONDS = 20
REQUESTS_AT_ONCE_PER_THREAD = 16


def main() -> None:
    """Serve until told to stop."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--host", required=True)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--workers", type=int, required=True)
    parser.add_argument("--threads", type=int, required=True)
    options = parser.parse_args()
    end_with_parent(signal.SIGTERM, int(os.environ[SUPERVISOR]))
    # A worker whose parent was killed would keep the port.
    as_child = partial(end_with_parent, signal.SIGKILL, os.getpid())
    os.register_at_fork(after_in_child=as_child)
    # Loaded before the fork, the program is in memory once, not once per worker.
    importlib.import_module(APPLICATION.split(":", maxsplit=1)[0])
    keep_what_is_loaded()
    Granian(
        APPLICATION,
        address=options.host,
        port=options.port,
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        websockets=False,
        workers=options.workers,
        blocking_threads=options.threads,
        # A thread that ends takes its database connection with it.
        blocking_threads_idle_timeout=600,
        runtime_threads=1,
        runtime_mode=RuntimeModes.st,
        # What exceeds this waits in the kernel's queue instead of in our memory.
        backpressure=options.threads * REQUESTS_AT_ONCE_PER_THREAD,
        respawn_failed_workers=True,
        respawn_interval=1.0,
        workers_kill_timeout=GRACE_SECONDS,
        log_level="warning",
    ).serve()


if __name__ == "__main__":
    main()
