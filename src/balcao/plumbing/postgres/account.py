"""The operating system account the server runs as.

PostgreSQL refuses to run as root. When we are root it runs as an account without rights instead;
when we are anyone else, it runs as us.
"""

from __future__ import annotations

import os
import pwd
import shutil
import stat
import struct
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from balcao.plumbing.postgres.errors import FolderUnreachable, FolderUnwritable

OWN_NAME = "balcao"
CANDIDATES = (OWN_NAME, "postgres")
_ACL = "system.posix_acl_access"


@dataclass(frozen=True, slots=True)
class Account:
    """Who the server runs as. ``drops`` tells whether we have to become someone else for it."""

    uid: int
    gid: int
    name: str
    drops: bool

    def spawning(self) -> dict[str, Any]:
        """Arguments for subprocess that make the child run as this account, and only as it."""
        if not self.drops:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}


def account_for(folder: Path) -> Account:
    """The account for a data folder: we ourselves, or as root the folder's owner or a spare one."""
    if os.geteuid() != 0:
        me = pwd.getpwuid(os.geteuid())
        return Account(me.pw_uid, me.pw_gid, me.pw_name, drops=False)
    if folder.exists() and (owner := folder.stat().st_uid) != 0:
        entry = _by_uid(owner)
        if entry:
            return Account(entry.pw_uid, entry.pw_gid, entry.pw_name, drops=True)
    entry = _existing() or _made() or pwd.getpwnam("nobody")
    return Account(entry.pw_uid, entry.pw_gid, entry.pw_name, drops=True)


def _by_uid(uid: int) -> pwd.struct_passwd | None:
    try:
        return pwd.getpwuid(uid)
    except KeyError:
        return None


def _existing() -> pwd.struct_passwd | None:
    for name in CANDIDATES:
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    return None


def _made() -> pwd.struct_passwd | None:
    useradd = shutil.which("useradd")
    if not useradd:
        return None
    subprocess.run(
        [
            useradd,
            "--system",
            "--user-group",
            "--no-create-home",
            "--shell",
            "/bin/false",
            OWN_NAME,
        ],
        check=False,
        capture_output=True,
    )
    return _existing()


def open_way(path: Path, account: Account) -> None:
    """Let the account pass through the folders above a path, without letting it list them.

    Only as root, and only where it could not pass: each closed folder gets an access list entry
    ``x`` for this one account, so that nobody else gains anything.

    :raises FolderUnreachable: the file system keeps no access lists.
    """
    if not account.drops:
        return
    for parent in reversed(path.resolve().parents):
        facts = parent.stat()
        if facts.st_uid == account.uid or facts.st_mode & stat.S_IXOTH:
            continue
        try:
            _grant_passage(parent, account.uid)
        except OSError:
            raise FolderUnreachable(
                f"PostgreSQL runs as {account.name}, who may not pass through {parent}. "
                f"Either `chmod o+x {parent}`, or name another folder in BALCAO_DATA_DIR.",
                folder=str(parent),
            ) from None


def open_programs(folder: Path, account: Account) -> None:
    """Make the bundled programs readable for the account, if a strict umask closed them."""
    if not account.drops or (folder / "postgres").stat().st_mode & stat.S_IXOTH:
        return
    root = folder.parent
    for path in [root, *root.rglob("*")]:
        mode = path.stat().st_mode
        passable = 0o055 if path.is_dir() or mode & stat.S_IXUSR else 0o044
        path.chmod(stat.S_IMODE(mode) | passable)


def require_writable(folder: Path) -> None:
    """Make the folder, and be sure that we may write there.

    :raises FolderUnwritable: we may not.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        writable = os.access(folder, os.W_OK | os.X_OK)
    except OSError:
        writable = False
    if not writable:
        raise FolderUnwritable(
            f"{folder} cannot be written by {pwd.getpwuid(os.geteuid()).pw_name}. Give it to that "
            "account, or name another folder in BALCAO_DATA_DIR.",
            folder=str(folder),
        )


# The layout of Linux's access lists: a version, then (tag, permissions, id) for each entry.
_VERSION = 2
_USER_OBJ, _USER, _GROUP_OBJ, _GROUP, _MASK, _OTHER = 0x01, 0x02, 0x04, 0x08, 0x10, 0x20
_NO_ID = 0xFFFFFFFF
_EXECUTE = 1


def _grant_passage(folder: Path, uid: int) -> None:
    entries = _read_acl(folder)
    entries[_USER, uid] = entries.get((_USER, uid), 0) | _EXECUTE
    entries[_MASK, _NO_ID] = entries.get((_MASK, _NO_ID), entries[_GROUP_OBJ, _NO_ID]) | _EXECUTE
    packed = struct.pack("<I", _VERSION)
    for (tag, who), permissions in sorted(entries.items()):
        packed += struct.pack("<HHI", tag, permissions, who)
    os.setxattr(folder, _ACL, packed)


def _read_acl(folder: Path) -> dict[tuple[int, int], int]:
    try:
        packed = os.getxattr(folder, _ACL)
    except OSError:
        mode = folder.stat().st_mode
        owner, group, other = mode >> 6 & 7, mode >> 3 & 7, mode & 7
        return {
            (_USER_OBJ, _NO_ID): owner,
            (_GROUP_OBJ, _NO_ID): group,
            (_OTHER, _NO_ID): other,
        }
    return {(tag, who): bits for tag, bits, who in struct.iter_unpack("<HHI", packed[4:])}
