"""Several processes, one server: the last one out stops it."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

from balcao.plumbing.postgres import Cluster, Lease

HOLD = """
import sys
from pathlib import Path
from balcao.plumbing.postgres import Cluster, Lease
with Lease(Cluster(Path(sys.argv[1]))):
    print("held", flush=True)
    sys.stdin.readline()
"""


def hold_elsewhere(data: Path) -> subprocess.Popen[str]:
    other = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(data)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={"PYTHONPATH": "src"},
    )
    assert other.stdout
    assert other.stdout.readline() == "held\n"
    return other


class TestLease:
    def test_stops_the_server_when_the_only_user_leaves(self, cluster: Cluster) -> None:
        with Lease(cluster):
            assert cluster.running_pid()
        assert cluster.running_pid() is None

    def test_leaves_the_server_to_another_process_that_came_later(self, cluster: Cluster) -> None:
        with Lease(cluster):
            other = hold_elsewhere(cluster.data)
        assert cluster.running_pid()
        other.communicate("go\n", timeout=30)
        assert cluster.running_pid() is None

    def test_forgets_a_process_that_was_killed(self, cluster: Cluster) -> None:
        with Lease(cluster):
            other = hold_elsewhere(cluster.data)
            other.kill()
            other.wait()
        assert cluster.running_pid() is None

    def test_starts_one_server_for_many_who_come_at_once(self, cluster: Cluster) -> None:
        many = [
            subprocess.Popen(
                [sys.executable, "-c", HOLD, str(cluster.data)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                env={"PYTHONPATH": "src"},
            )
            for _ in range(4)
        ]
        said = [one.stdout.readline() for one in many if one.stdout]
        pid = cluster.running_pid()
        for one in many:
            one.communicate("go\n", timeout=30)
        assert said == ["held\n"] * 4
        assert pid
        assert cluster.running_pid() is None

    def test_brings_back_a_server_that_was_killed(self, cluster: Cluster) -> None:
        with Lease(cluster) as lease:
            pid = cluster.running_pid()
            assert pid
            subprocess.run(["kill", "-9", str(pid)], check=True)
            while cluster.running_pid():
                time.sleep(0.01)
            assert lease.revive() is True
            assert cluster.running_pid() not in {None, pid}
