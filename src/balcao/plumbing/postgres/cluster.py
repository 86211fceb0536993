"""One data folder and the server on it."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import psutil
import psycopg
from psycopg import sql

from balcao.plumbing.postgres import tuning
from balcao.plumbing.postgres.account import (
    Account,
    account_for,
    open_programs,
    open_way,
    require_writable,
)
from balcao.plumbing.postgres.errors import (
    BinariesMissing,
    NotACluster,
    OtherMajorVersion,
    explain,
)
from balcao.plumbing.postgres.machine import measure
from balcao.plumbing.postgres.orphans import end_orphans
from balcao.plumbing.postgres.places import (
    MAJOR,
    SOCKET_NAME,
    make_socket_folder,
    programs,
    socket_folder,
)
from balcao.plumbing.processes import end_with_parent

SUPERUSER = "postgres"
ROLE = "balcao"
DATABASE = "balcao"
START_SECONDS = 60.0
STOP_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Status:
    """What a person wants to know: is it up, where, since when, how big."""

    running: bool
    pid: int | None
    data: Path
    socket: Path
    version: str
    size: int


class Cluster:
    """A PostgreSQL cluster in a folder of ours, reached by a unix socket only.

    :param data: the folder; its parent must be ours to write.
    :param promises: durability settings; :data:`tuning.HASTE` for clusters thrown away.
    :param dies_with_us: end the server when the thread that started it dies (tests only).
    """

    def __init__(
        self,
        data: Path,
        *,
        promises: dict[str, str] = tuning.PROMISES,
        dies_with_us: bool = False,
    ) -> None:
        self.data = data.resolve()
        self.socket = socket_folder(self.data)
        self.promises = promises
        self.dies_with_us = dies_with_us

    # What is the matter

    def status(self) -> Status:
        """The present state; never starts anything."""
        pid = self.running_pid()
        size = sum(_sizes(self.data)) if self.data.exists() else 0
        return Status(pid is not None, pid, self.data, self.socket, str(MAJOR), size)

    def running_pid(self) -> int | None:
        """The process id of the live server, or None.

        The pid file alone proves nothing: after a crash its number may belong to anyone, above all
        in a container, where numbers begin again at 1.
        """
        pid = self._noted_pid()
        return pid if pid is not None and self._is_our_server(pid) else None

    def dsn(self, *, user: str = ROLE, database: str = DATABASE) -> str:
        """A connection string for the running server."""
        return psycopg.conninfo.make_conninfo(
            host=str(self.socket), port="5432", user=user, dbname=database
        )

    # Making

    def require_folder(self) -> None:
        """Make the parent of the data folder.

        :raises FolderUnwritable: it cannot be written.
        """
        require_writable(self.data.parent)

    def make(self) -> None:
        """Make the cluster if there is none. It appears whole or not at all.

        :raises ClusterError: see the errors of this package.
        """
        version = self.data / "PG_VERSION"
        if version.exists():
            self._require_our_version(version.read_text().strip())
            return
        if self.data.exists() and any(self.data.iterdir()):
            raise NotACluster(
                f"{self.data} has files in it, but is no PostgreSQL cluster. Move them away, or "
                "name another folder in BALCAO_DATA_DIR.",
                folder=str(self.data),
            )
        self.require_folder()
        fresh = self.data.with_name(f"{self.data.name}.new")
        shutil.rmtree(fresh, ignore_errors=True)
        account = self._account()
        fresh.mkdir(mode=0o700)
        if account.drops:
            os.chown(fresh, account.uid, account.gid)
        self._initialize(fresh, account)
        with (fresh / "postgresql.conf").open("a") as conf:
            conf.write("include_if_exists = 'balcao.conf'\ninclude_if_exists = 'local.conf'\n")
        if self.data.exists():
            self.data.rmdir()
        fresh.rename(self.data)

    def _initialize(self, folder: Path, account: Account) -> None:
        # Our build has no ICU; the builtin locale needs none from the system either. It knows the
        # case of every letter, sorts by code point, and never changes under an index.
        answer = subprocess.run(
            [
                *(self._program("initdb"), "--pgdata", folder, "--username", SUPERUSER),
                *("--encoding", "UTF8", "--locale", "C", "--data-checksums", "--no-instructions"),
                *("--locale-provider", "builtin", "--builtin-locale", "C.UTF-8"),
                # The socket lies in a folder that only its owner may enter: that is the lock.
                *("--auth-local", "trust", "--auth-host", "reject"),
                *(() if self.promises is tuning.PROMISES else ("--no-sync",)),
            ],
            check=False,
            capture_output=True,
            text=True,
            cwd="/",
            **account.spawning(),
        )
        if answer.returncode:
            shutil.rmtree(folder, ignore_errors=True)
            said = answer.stdout + answer.stderr
            raise explain(said, self.data, "PostgreSQL could not make its data folder.")

    def _require_our_version(self, found: str) -> None:
        if found != str(MAJOR):
            raise OtherMajorVersion(
                f"The data in {self.data} are of PostgreSQL {found}, but this Balcao brings "
                f"PostgreSQL {MAJOR}. Load a dump of them into a new folder "
                "(docs/how-to/run-in-production.md).",
                folder=str(self.data),
                found=found,
                wanted=str(MAJOR),
            )

    # Starting and stopping

    def start(self) -> bool:
        """Make and start the server unless it runs already; true if we started it.

        :raises ClusterError: see the errors of this package.
        """
        if self.running_pid() is not None:
            return False
        self.make()
        end_orphans(self.data)
        self._clear_traces()
        make_socket_folder(self.socket, *self._owner())
        machine = measure(self.data)
        settings = {**tuning.HOUSE, **tuning.settings_for(machine), **self.promises}
        settings["unix_socket_directories"] = f"'{self.socket}'"
        self._write("balcao.conf", tuning.render(settings))
        self._launch()
        self._ensure_database()
        return True

    def stop(self) -> None:
        """Stop the server: open transactions are rolled back, data are flushed."""
        pid = self.running_pid()
        if pid is None:
            return
        server = psutil.Process(pid)
        for how, seconds in ((signal.SIGINT, STOP_SECONDS), (signal.SIGQUIT, STOP_SECONDS)):
            with contextlib.suppress(psutil.NoSuchProcess):
                server.send_signal(how)
            if _until(lambda: self.running_pid() != pid, seconds):
                break
        if self.socket != self.data:
            shutil.rmtree(self.socket, ignore_errors=True)

    def _end_with_us(self) -> Callable[[], None]:
        return partial(end_with_parent, signal.SIGINT, os.getpid())

    def _clear_traces(self) -> None:
        """Remove the notes of a server that was killed; PostgreSQL would believe them."""
        (self.data / "postmaster.pid").unlink(missing_ok=True)
        for trace in (SOCKET_NAME, f"{SOCKET_NAME}.lock"):
            (self.socket / trace).unlink(missing_ok=True)

    def _launch(self) -> None:
        account = self._account()
        report = self.data / "start.log"
        self._write("start.log", "")
        with report.open("ab") as output:
            server = subprocess.Popen(
                [self._program("postgres"), "-D", self.data],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                cwd="/",
                env={"PATH": os.defpath, "LC_ALL": "C"},
                # Ctrl-C in a terminal is for us; we stop the server when its users are gone.
                start_new_session=True,
                preexec_fn=self._end_with_us() if self.dies_with_us else None,
                **account.spawning(),
            )
        done = _until(lambda: server.poll() is not None or self._is_ready(), START_SECONDS)
        if server.poll() is not None or not done:
            raise self._failure(report)
        _unwatched(server)

    def _failure(self, report: Path) -> Exception:
        time.sleep(0.1)  # its logger writes after it has gone
        said = report.read_text(errors="replace")
        logs = sorted((self.data / "log").glob("*.log"), key=lambda path: path.stat().st_mtime)
        if logs:
            said += "\n".join(logs[-1].read_text(errors="replace").splitlines()[-20:])
        return explain(said, self.data, "PostgreSQL did not start.")

    def _is_ready(self) -> bool:
        with contextlib.suppress(OSError):
            lines = (self.data / "postmaster.pid").read_text().splitlines()
            return len(lines) >= 8 and lines[7].strip() == "ready"
        return False

    def _ensure_database(self) -> None:
        """The shop's role may do what it wants in its own database, and nothing else."""
        with psycopg.connect(self.dsn(user=SUPERUSER, database="postgres"), autocommit=True) as db:
            if not db.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [ROLE]).fetchone():
                db.execute(sql.SQL("CREATE ROLE {} LOGIN CREATEDB").format(sql.Identifier(ROLE)))
                db.execute(sql.SQL("GRANT pg_monitor TO {}").format(sql.Identifier(ROLE)))
            found = db.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
            if not found.fetchone():
                make = sql.SQL("CREATE DATABASE {} OWNER {}")
                db.execute(make.format(sql.Identifier(DATABASE), sql.Identifier(ROLE)))

    # Odds and ends of the folder

    def _program(self, name: str) -> Path:
        path = programs() / name
        if not path.exists():
            raise BinariesMissing(f"{path} is missing. Install the requirements again.")
        return path

    def _account(self) -> Account:
        account = account_for(self.data)
        open_way(self.data, account)
        open_way(programs().parent, account)
        open_programs(programs(), account)
        return account

    def _owner(self) -> tuple[int, int]:
        facts = self.data.stat()
        return facts.st_uid, facts.st_gid

    def _write(self, name: str, text: str) -> None:
        path = self.data / name
        try:
            path.write_text(text)
            if os.geteuid() == 0:
                os.chown(path, *self._owner())
        except OSError as error:
            raise explain(str(error), self.data, f"{path} cannot be written.") from error

    def _noted_pid(self) -> int | None:
        try:
            return int((self.data / "postmaster.pid").read_text().split("\n", 1)[0])
        except (OSError, ValueError):
            return None

    def _is_our_server(self, pid: int) -> bool:
        try:
            process = psutil.Process(pid)
            return (
                process.status() != psutil.STATUS_ZOMBIE
                and process.name().startswith("postgres")
                and str(self.data) in process.cmdline()
            )
        except psutil.Error:
            return False


_children: list[subprocess.Popen[bytes]] = []


def _unwatched(server: subprocess.Popen[bytes]) -> None:
    """Keep the handle, so that Python neither warns nor forgets to collect the child."""
    _children[:] = [child for child in _children if child.poll() is None]
    _children.append(server)


def _until(is_done: Callable[[], bool], seconds: float) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if is_done():
            return True
        time.sleep(0.01)
    return is_done()


def _sizes(folder: Path) -> Iterable[int]:
    for path in folder.rglob("*"):
        with contextlib.suppress(OSError):
            yield path.lstat().st_size
