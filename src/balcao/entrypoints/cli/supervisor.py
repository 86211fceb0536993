"""Keeps the processes of one installation running, and ends them together."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import structlog

from balcao.plumbing.postgres import ClusterError, Lease

TICK_SECONDS = 0.2
SERVER_CHECK_SECONDS = 1.0
STOP_SECONDS = 25.0
STEADY_SECONDS = 30.0
LONGEST_PAUSE_SECONDS = 10.0
log = structlog.get_logger("balcao.supervisor")


@dataclass
class Program:
    """A child process: started again, with growing pauses, whenever it ends by itself."""

    name: str
    module: str
    arguments: Sequence[str]
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    pause: float = 0.5
    due: float = field(default=0.0)

    def start(self) -> None:
        """Start now, out of the terminal's reach.

        Ctrl-C is for us alone: a child that hears it from the terminal and then again from us
        can lock up in its own signal handler (granian 2.8 does).
        """
        command = [sys.executable, "-m", self.module, *self.arguments]
        self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, process_group=0)
        self.started = time.monotonic()

    @property
    def is_running(self) -> bool:
        """Has it been started, and not ended?"""
        return self.process is not None and self.process.poll() is None

    def tend(self) -> None:
        """Start it again if it has ended and its pause is over."""
        if self.is_running:
            return
        now = time.monotonic()
        if self.process is not None:
            status, self.process = self.process.returncode, None
            lasted = now - self.started
            self.pause = 0.5 if lasted > STEADY_SECONDS else self.pause * 2
            self.pause = min(self.pause, LONGEST_PAUSE_SECONDS)
            self.due = now + self.pause
            log.error("process.ended", program=self.name, status=status, restart_in=self.pause)
        if now >= self.due:
            self.start()


class Supervisor:
    """Runs programs until told to stop, and brings the embedded server back if it dies."""

    def __init__(self, programs: Sequence[Program], lease: Lease | None) -> None:
        self.programs = programs
        self.lease = lease
        self.stopping = False

    def run(self, *, once_ready: Callable[[], bool], announce: Callable[[], None]) -> int:
        """Start everything, announce when ready, watch; the exit status.

        :param once_ready: asked again and again after the start, until it says true.
        """
        for kind in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(kind, self._stop)
        try:
            for program in self.programs:
                program.start()
            if not self._wait(once_ready):
                return 0 if self.stopping else 1
            announce()
            self._watch()
        finally:
            self._end()
        return 0

    def _wait(self, once_ready: Callable[[], bool]) -> bool:
        while not self.stopping:
            if once_ready():
                return True
            if any(not program.is_running for program in self.programs):
                log.error("process.did_not_start")
                return False
            time.sleep(0.03)
        return False

    def _watch(self) -> None:
        checked = time.monotonic()
        while not self.stopping:
            time.sleep(TICK_SECONDS)
            if time.monotonic() - checked >= SERVER_CHECK_SECONDS:
                self._revive_server()
                checked = time.monotonic()
            ended = [program for program in self.programs if not program.is_running]
            if ended and not self.stopping:
                for program in ended:
                    program.tend()

    def _revive_server(self) -> None:
        if self.lease is None or self.lease.cluster.running_pid() is not None:
            return
        try:
            if self.lease.revive():
                log.error("postgres.restarted")
        except ClusterError as error:
            log.warning("postgres.did_not_restart", error=error.message)

    def _stop(self, _signal: int, _frame: object) -> None:
        self.stopping = True

    def _end(self) -> None:
        running = [p.process for p in self.programs if p.process and p.is_running]
        for process in running:
            process.send_signal(signal.SIGTERM)
        end = time.monotonic() + STOP_SECONDS
        for process in running:
            try:
                process.wait(max(0.1, end - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
