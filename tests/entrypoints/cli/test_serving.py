"""The whole installation: started, hurt in several ways, and stopped without a trace."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from balcao.plumbing.postgres import Cluster

MAIN = [sys.executable, "-m", "balcao.entrypoints.cli.main"]


class Installation:
    """A data folder and what runs on it."""

    def __init__(self, folder: Path) -> None:
        self.cluster = Cluster(folder / "postgres")
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        kept = {key: os.environ[key] for key in ("PATH", "HOME") if key in os.environ}
        self.environment = {
            **kept,
            "PYTHONPATH": "src",
            "BALCAO_DATA_DIR": str(folder),
            "BALCAO_DEMO": "1",
        }
        self.run("migrate", "-v0")

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*MAIN, *arguments],
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )

    def serve(self) -> subprocess.Popen[str]:
        serving = subprocess.Popen(
            [*MAIN, "serve", f"--port={self.port}", "--workers=1"],
            env=self.environment,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        assert serving.stdout
        assert "serves on" in serving.stdout.readline()
        return serving

    def ask(self, path: str) -> str:
        address = f"http://127.0.0.1:{self.port}{path}"
        with urllib.request.urlopen(address, timeout=10) as answer:
            return str(answer.read().decode())

    def is_ready(self) -> bool:
        try:
            return self.ask("/readyz") == "ready\n"
        except (urllib.error.URLError, OSError):
            return False

    def processes(self) -> list[psutil.Process]:
        """What runs for this installation, PostgreSQL included."""
        port, data = f"--port={self.port}", str(self.cluster.data)
        return [one for one in psutil.process_iter() if _belongs(one, port, data)]


def _belongs(process: psutil.Process, port: str, data: str) -> bool:
    try:
        command = process.cmdline()
        environment = process.environ() if "worker" in command else {}
    except psutil.Error:
        return False
    ours = environment.get("BALCAO_DATA_DIR", "-") == str(Path(data).parent)
    return port in command or data in command or ours


def _until(is_so: Callable[[], object], seconds: float = 30.0) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if is_so():
            return True
        time.sleep(0.1)
    return False


def _children(serving: subprocess.Popen[str], name: str) -> list[psutil.Process]:
    living = psutil.Process(serving.pid).children()
    return [one for one in living if one.status() != psutil.STATUS_ZOMBIE and name in one.cmdline()]


@pytest.fixture(scope="module")
def installation() -> Iterator[Installation]:
    folder = Path(tempfile.mkdtemp(prefix="balcao-cli-"))
    one = Installation(folder)
    yield one
    for left in one.processes():
        left.kill()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def serving(installation: Installation) -> Iterator[subprocess.Popen[str]]:
    one = installation.serve()
    yield one
    one.terminate()
    one.wait(40)
    assert _until(lambda: not installation.processes(), 10)


@pytest.mark.long
class TestServe:
    def test_answers_counts_and_serves_styles_under_lasting_names(
        self, installation: Installation, serving: subprocess.Popen[str]
    ) -> None:
        assert installation.is_ready()
        assert "balcao_request_seconds" in installation.ask("/metrics")
        manifest = installation.cluster.data.with_name("static") / "staticfiles.json"
        assert manifest.exists()

    def test_stops_everything_when_asked(self, installation: Installation) -> None:
        serving = installation.serve()
        serving.send_signal(signal.SIGINT)
        assert serving.wait(40) == 0
        assert installation.processes() == []

    def test_says_when_the_port_is_taken(
        self, installation: Installation, serving: subprocess.Popen[str]
    ) -> None:
        second = installation.run("serve", f"--port={installation.port}")
        assert second.returncode == 1
        assert f"Port {installation.port} is taken" in second.stderr


class TestSurvival:
    def test_leaves_nothing_behind_when_the_parent_is_killed(
        self, installation: Installation
    ) -> None:
        installation.serve().kill()
        assert _until(lambda: not installation.processes())
        again = installation.serve()
        assert installation.is_ready()
        again.terminate()
        assert again.wait(40) == 0

    @pytest.mark.parametrize("name", ["balcao.entrypoints.cli.web", "worker"])
    def test_starts_a_killed_child_again(
        self, installation: Installation, serving: subprocess.Popen[str], name: str
    ) -> None:
        (killed,) = _children(serving, name)
        killed.kill()
        # Workers of a killed web server may answer until they have noticed; the new one counts.
        assert _until(lambda: [one for one in _children(serving, name) if one != killed])
        assert _until(installation.is_ready)

    def test_brings_a_killed_database_back_and_answers_again(
        self, installation: Installation, serving: subprocess.Popen[str]
    ) -> None:
        pid = installation.cluster.running_pid()
        assert pid
        os.kill(pid, signal.SIGKILL)
        assert _until(lambda: installation.cluster.running_pid() not in {None, pid})
        assert _until(installation.is_ready)
