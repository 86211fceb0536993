"""A whole Balcao of a test's own: its data folder, its server, its processes."""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from types import TracebackType
from typing import Self

import psutil

from balcao.entrypoints.cli.ports import answers
from balcao.plumbing.postgres import Cluster

ROOT = Path(__file__).resolve().parents[2]
HOST = "127.0.0.1"
START_SECONDS = 180.0
LEFT_OUT = ("DATABASE_URL", "DJANGO_SETTINGS_MODULE")


class Installation:
    """Made in a folder under the system's temporary one, and removed with everything in it.

    It runs as in production: durable commits, no debugging, several workers.
    """

    def __init__(self, *, workers: int = 2, threads: int = 4, jobs: bool = True) -> None:
        # A short path: that of a unix socket may be no longer than 103 bytes.
        self.folder = Path(tempfile.mkdtemp(prefix="balcao-own-"))
        self.cluster = Cluster(self.folder / "postgres")
        self.options = [f"--workers={workers}", f"--threads={threads}"]
        self.options += [] if jobs else ["--no-jobs"]
        self.port = free_port()
        self.log = self.folder / "serve.log"
        self.server: subprocess.Popen[bytes] | None = None
        mine = {k: v for k, v in os.environ.items() if not k.startswith("BALCAO_")}
        self.environment = {k: v for k, v in mine.items() if k not in LEFT_OUT} | {
            "BALCAO_DATA_DIR": str(self.folder),
            "BALCAO_SECRET_KEY": secrets.token_urlsafe(50),
            "BALCAO_ALLOWED_HOSTS": HOST,
            "BALCAO_HTTPS_ONLY": "0",
        }

    def __enter__(self) -> Self:
        self.run("migrate", "--verbosity=0")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            self.stop()
            self.cluster.stop()
        finally:
            shutil.rmtree(self.folder, ignore_errors=True)

    def run(self, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        """Run one ``balcao`` command to its end.

        :raises AssertionError: it failed, and ``check`` is true.
        """
        answer = subprocess.run(
            [sys.executable, "-m", "balcao.entrypoints.cli.main", *arguments],
            check=False,
            capture_output=True,
            text=True,
            cwd=ROOT,
            env=self.environment,
        )
        assert not check or answer.returncode == 0, answer.stdout + answer.stderr
        return answer

    def python(self, code: str) -> str:
        """Run some Python inside the installation; what it prints."""
        return self.run("shell", "--verbosity=0", "-c", code).stdout

    def serve(self) -> None:
        """Start serving and wait until it answers.

        :raises AssertionError: it does not come up.
        """
        command = [sys.executable, "-m", "balcao.entrypoints.cli.main", "serve"]
        command += [f"--host={HOST}", f"--port={self.port}", *self.options]
        with self.log.open("ab") as log:
            self.server = subprocess.Popen(
                command, cwd=ROOT, env=self.environment, stdout=log, stderr=log, process_group=0
            )
        end = time.monotonic() + START_SECONDS
        while not answers(HOST, self.port):
            assert self.server.poll() is None, self.log.read_text(errors="replace")
            assert time.monotonic() < end, self.log.read_text(errors="replace")
            time.sleep(0.05)

    def stop(self) -> None:
        """Stop serving, whatever state it is in."""
        if self.server is None or self.server.poll() is not None:
            return
        self.server.send_signal(signal.SIGTERM)
        try:
            self.server.wait(40)
        except subprocess.TimeoutExpired:
            for process in self.programs():
                process.kill()
            self.server.kill()
            self.server.wait()

    def programs(self) -> list[psutil.Process]:
        """The processes that the supervisor started, and theirs; PostgreSQL is not among them."""
        if self.server is None or self.server.poll() is not None:
            return []
        try:
            found = psutil.Process(self.server.pid).children(recursive=True)
        except psutil.NoSuchProcess:
            return []
        ours = {process.pid for process in self.database()}
        return [process for process in found if process.pid not in ours]

    def database(self) -> list[psutil.Process]:
        """The processes of PostgreSQL, the parent first."""
        pid = self.cluster.running_pid()
        if pid is None:
            return []
        try:
            parent = psutil.Process(pid)
            return [parent, *parent.children(recursive=True)]
        except psutil.NoSuchProcess:
            return []


def free_port() -> int:
    """A port that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
    return port
