"""What the operating system says: processor time, memory, the machine itself."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable
from pathlib import Path

import psutil

TICK = os.sysconf("SC_CLK_TCK")


def cpu_seconds(processes: Iterable[psutil.Process]) -> float:
    """User and system time of these processes and of their children that have ended."""
    return sum(_cpu(process.pid) for process in processes)


def _cpu(pid: int) -> float:
    try:
        text = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return 0.0
    fields = text[text.rindex(")") + 2 :].split()
    return sum(int(field) for field in fields[11:15]) / TICK


def memory_mb(processes: Iterable[psutil.Process]) -> float:
    """Memory in MB; pages that several share count once in all (PSS)."""
    return sum(_pss(process.pid) for process in processes) / 1024


def _pss(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))


def describe() -> str:
    """The machine in one line."""
    model = "unknown processor"
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            model = line.partition(":")[2].strip()
            break
    memory = psutil.virtual_memory().total / 2**30
    cores = len(os.sched_getaffinity(0))
    return (
        f"{cores} cores of {model}, {memory:.0f} GB memory, {platform.system()} "
        f"{platform.release()}, Python {platform.python_version()}"
    )
