"""What can go wrong with a server of our own, each with a name and a way out."""

from __future__ import annotations

from pathlib import Path

from balcao.kernel.errors import BalcaoError


class ClusterError(BalcaoError):
    """The embedded PostgreSQL could not be used."""

    code = "postgres_error"


class DiskFull(ClusterError):
    """The disk is full, so PostgreSQL cannot write."""

    code = "postgres_disk_full"


class FolderUnwritable(ClusterError):
    """The data folder cannot be written by the account that PostgreSQL runs as."""

    code = "postgres_folder_unwritable"


class FolderUnreachable(ClusterError):
    """The account that PostgreSQL runs as may not pass through a folder above its files."""

    code = "postgres_folder_unreachable"


class NotACluster(ClusterError):
    """The data folder holds something that is not a PostgreSQL cluster."""

    code = "postgres_not_a_cluster"


class OtherMajorVersion(ClusterError):
    """The data were written by another major version of PostgreSQL."""

    code = "postgres_other_version"


class BinariesMissing(ClusterError):
    """No PostgreSQL programs are installed for this machine."""

    code = "postgres_binaries_missing"


class StartFailed(ClusterError):
    """PostgreSQL did not start."""

    code = "postgres_start_failed"


def explain(output: str, folder: Path, fallback: str) -> ClusterError:
    """Turn what PostgreSQL wrote into an error with a name; unknown output is quoted."""
    text = output.lower()
    if "no space left on device" in text or "disk quota exceeded" in text:
        return DiskFull(
            f"The disk that holds {folder} is full. Free some space there, then start again; "
            "nothing that was acknowledged is lost.",
            folder=str(folder),
        )
    if "incompatible with server" in text:
        return OtherMajorVersion(
            f"The data in {folder} were written by another major version of PostgreSQL. "
            "Load a dump of them into a new folder (docs/how-to/run-in-production.md).",
            folder=str(folder),
        )
    if "permission denied" in text or "read-only file system" in text:
        return FolderUnwritable(
            f"PostgreSQL may not write to {folder}. Give the folder to the account that runs "
            "Balcao, or name another one in BALCAO_DATA_DIR.",
            folder=str(folder),
        )
    tail = "\n".join(output.strip().splitlines()[-8:])
    return StartFailed(f"{fallback} It said:\n{tail}", folder=str(folder))
