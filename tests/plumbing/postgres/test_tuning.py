"""Settings follow the machine."""

from __future__ import annotations

import pytest

from balcao.plumbing.postgres.machine import MB, Machine
from balcao.plumbing.postgres.tuning import HOUSE, PROMISES, render, settings_for

GB = 1024 * MB


class TestSettingsFor:
    @pytest.mark.parametrize(
        ("memory", "buffers", "cache", "work"),
        [
            (512 * MB, "64MB", "256MB", "4MB"),
            (4 * GB, "512MB", "2048MB", "8MB"),
            (64 * GB, "1024MB", "32768MB", "32MB"),
        ],
    )
    def test_gives_an_eighth_of_the_memory_within_limits(
        self, memory: int, buffers: str, cache: str, work: str
    ) -> None:
        settings = settings_for(Machine(memory=memory, cores=2, free_disk=100 * GB))
        assert settings["shared_buffers"] == buffers
        assert settings["effective_cache_size"] == cache
        assert settings["work_mem"] == work

    def test_keeps_little_log_where_the_disk_is_small(self) -> None:
        settings = settings_for(Machine(memory=GB, cores=1, free_disk=5 * GB))
        assert settings["max_wal_size"] == "512MB"

    def test_allows_more_connections_on_more_cores(self) -> None:
        small = settings_for(Machine(memory=GB, cores=1, free_disk=GB))
        large = settings_for(Machine(memory=GB, cores=16, free_disk=GB))
        assert int(small["max_connections"]) == 80
        assert int(large["max_connections"]) == 380

    def test_never_touches_a_promise(self) -> None:
        tuned = settings_for(Machine(memory=GB, cores=1, free_disk=GB))
        assert not (tuned.keys() | HOUSE.keys()) & PROMISES.keys()


class TestRender:
    def test_writes_a_line_for_each_setting(self) -> None:
        assert render({"fsync": "on", "port": "5432"}).endswith("fsync = on\nport = 5432\n")
