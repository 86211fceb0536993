"""What this machine (or the container we are in) has to give: memory, cores, disk."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

import psutil

MB = 1024 * 1024
_MEMORY_LIMITS = (
    Path("/sys/fs/cgroup/memory.max"),
    Path("/sys/fs/cgroup/memory/memory.limit_in_bytes"),
)
_CPU_LIMIT = Path("/sys/fs/cgroup/cpu.max")


@dataclass(frozen=True, slots=True)
class Machine:
    """Memory in bytes, whole cores, free disk in bytes."""

    memory: int
    cores: int
    free_disk: int


def measure(folder: Path) -> Machine:
    """Look at the machine and at the limits of its control group."""
    memory = min([psutil.virtual_memory().total, *_limits()])
    return Machine(memory=memory, cores=cores(), free_disk=shutil.disk_usage(folder).free)


def cores() -> int:
    """Cores this process may use, at least one; a container's CPU quota counts."""
    try:
        available = len(os.sched_getaffinity(0))
    except AttributeError:  # macOS has no affinity
        available = os.cpu_count() or 1
    try:
        quota, period = _CPU_LIMIT.read_text().split()
        return max(1, min(available, -(-int(quota) // int(period))))
    except (OSError, ValueError):  # no control group, or "max": no quota
        return available


def _limits() -> list[int]:
    limits = []
    for path in _MEMORY_LIMITS:
        try:
            limits.append(int(path.read_text()))
        except (OSError, ValueError):
            continue
    return limits
