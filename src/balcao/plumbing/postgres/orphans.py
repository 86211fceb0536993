"""Processes that outlived their parent."""

from __future__ import annotations

import signal
from pathlib import Path

import psutil

PATIENCE_SECONDS = 1.5


def end_orphans(data: Path) -> None:
    """End what a killed server left behind on this data folder.

    PostgreSQL's own processes notice within moments that their parent is gone and leave by
    themselves; one that is busy computing does not, and would keep a new server from starting.
    Each server process has the data folder as its working folder.
    """
    orphans = [process for process in psutil.process_iter(["name"]) if _works_in(process, data)]
    _gone, left = psutil.wait_procs(orphans, timeout=PATIENCE_SECONDS)
    for process in left:
        process.send_signal(signal.SIGQUIT)
    _gone, left = psutil.wait_procs(left, timeout=PATIENCE_SECONDS)
    for process in left:
        process.kill()


def _works_in(process: psutil.Process, data: Path) -> bool:
    try:
        name = str(process.info["name"])
        return name.startswith("postgres") and process.cwd() == str(data)
    except psutil.Error:
        return False
