"""PostgreSQL settings for a machine. Pure: a machine goes in, settings come out."""

from __future__ import annotations

from balcao.plumbing.postgres.machine import MB, Machine

RESERVED_CONNECTIONS = 20


def settings_for(machine: Machine) -> dict[str, str]:
    """Settings for a shop's mix of many short transactions and a few long reads.

    An eighth of the memory is taken as buffers, not the customary quarter: our web and job
    processes live on the same machine, and what the system caches is not lost to us.
    """
    buffers = _between(64 * MB, machine.memory // 8, 1024 * MB)
    roomy = machine.free_disk > 20 * 1024 * MB
    return {
        "shared_buffers": _mb(buffers),
        "effective_cache_size": _mb(max(128 * MB, machine.memory // 2)),
        "work_mem": _mb(_between(4 * MB, machine.memory // 512, 32 * MB)),
        "maintenance_work_mem": _mb(_between(32 * MB, machine.memory // 32, 512 * MB)),
        "max_connections": str(RESERVED_CONNECTIONS + 40 + 20 * machine.cores),
        "max_worker_processes": str(max(4, machine.cores)),
        "max_parallel_workers": str(machine.cores),
        "max_parallel_workers_per_gather": str(min(4, machine.cores // 2)),
        "io_workers": str(_between(1, machine.cores // 2, 3)),
        "wal_buffers": "16MB",
        "wal_compression": "on",
        "min_wal_size": "256MB" if roomy else "80MB",
        "max_wal_size": "4GB" if roomy else "512MB",
        "checkpoint_timeout": "15min",
        "checkpoint_completion_target": "0.9",
        # Solid-state disks are what a shop runs on today; 4.0 is for spinning ones.
        "random_page_cost": "1.1",
        "effective_io_concurrency": "64",
        "jit": "off",
        # Carts and reservations die young: clean up early and often, in small bites.
        "autovacuum_vacuum_scale_factor": "0.05",
        "autovacuum_analyze_scale_factor": "0.02",
        "autovacuum_naptime": "30s",
        "autovacuum_max_workers": str(_between(1, machine.cores // 2, 3)),
    }


PROMISES = {
    "fsync": "on",
    "synchronous_commit": "on",
    "full_page_writes": "on",
}
"""What makes an acknowledged order survive a power cut. Never tuned away outside unit tests."""

HASTE = {"fsync": "off", "synchronous_commit": "on", "full_page_writes": "off"}
"""For clusters that are thrown away after a test run: they survive all but a power cut."""

HOUSE = {
    "listen_addresses": "''",
    "port": "5432",
    "unix_socket_permissions": "0700",
    "logging_collector": "on",
    "log_directory": "'log'",
    "log_filename": "'postgresql-%a.log'",
    "log_rotation_age": "1d",
    "log_truncate_on_rotation": "on",
    "log_line_prefix": "'%m [%p] %a '",
    "log_checkpoints": "off",
    "log_lock_waits": "on",
    "log_autovacuum_min_duration": "10s",
    "idle_in_transaction_session_timeout": "5min",
    "timezone": "'UTC'",
    "log_timezone": "'UTC'",
    "track_io_timing": "on",
}


def render(settings: dict[str, str]) -> str:
    """The text of a PostgreSQL configuration file."""
    lines = ["# Written by Balcao at each start. Put your own settings into local.conf beside it."]
    lines += [f"{name} = {value}" for name, value in settings.items()]
    return "\n".join(lines) + "\n"


def _between(low: int, value: int, high: int) -> int:
    return max(low, min(value, high))


def _mb(size: int) -> str:
    return f"{size // MB}MB"
