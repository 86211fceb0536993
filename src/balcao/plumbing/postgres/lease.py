"""Who still needs the server: a lock file that the last one out finds free."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from balcao.plumbing.postgres.cluster import Cluster


class Lease:
    """Keeps a cluster up while this process (or a child that inherited it) lives.

    Every user holds a shared lock on one file. Whoever leaves and can take it alone was the last
    and stops the server. The system frees locks of the killed, so nothing has to be cleaned up.
    """

    def __init__(self, cluster: Cluster) -> None:
        self.cluster = cluster
        self._users: int | None = None

    def __enter__(self) -> Self:
        self.cluster.require_folder()
        with self._alone():
            users = _open(self._path("users"))
            fcntl.flock(users, fcntl.LOCK_SH)
            self._users = users
            try:
                self.cluster.start()
            except BaseException:
                os.close(users)
                self._users = None
                raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._users is None:
            return
        with self._alone():
            # A file of its own: a child may still hold the one we opened, and then we are not last.
            os.close(self._users)
            self._users = None
            if not self.in_use():
                self.cluster.stop()

    def revive(self) -> bool:
        """Start the server again if it died; true if it had to be started."""
        with self._alone():
            return self.cluster.start()

    def in_use(self) -> bool:
        """Does any process hold a lease right now?"""
        users = _open(self._path("users"))
        try:
            fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        finally:
            os.close(users)
        return False

    def _path(self, kind: str) -> Path:
        return self.cluster.data.with_name(f"{self.cluster.data.name}.{kind}")

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """One process at a time makes, starts or stops the cluster."""
        lock = _open(self._path("lock"))
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
        finally:
            os.close(lock)


def _open(path: Path) -> int:
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    if os.geteuid() == 0:
        # The folder's owner must be able to use the lock that root made first.
        with suppress(OSError):
            facts = path.parent.stat()
            os.chown(path, facts.st_uid, facts.st_gid)
    return handle
