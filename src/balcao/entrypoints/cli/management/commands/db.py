"""``balcao db``: look at the database server, open a prompt, back it up, stop it."""

from __future__ import annotations

import os
import subprocess
from argparse import ArgumentParser
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.backends.postgresql.client import DatabaseClient

from balcao.entrypoints.cli.server import embedded_cluster
from balcao.plumbing.postgres import Lease
from balcao.plumbing.postgres.places import programs


class Command(BaseCommand):
    help = "status: is the server up; shell: a psql prompt; dump FILE: a backup; stop: stop it."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", choices=["dump", "shell", "status", "stop"])
        parser.add_argument("file", nargs="?", type=Path, help="where the dump goes")
        parser.add_argument("--force", action="store_true", help="stop although others use it")

    def handle(self, **options: Any) -> None:
        if options["what"] == "dump":
            self._dump(options["file"])
        elif settings.DATABASE_URL:
            self._someone_elses(options["what"])
        elif options["what"] == "status":
            self._status()
        elif options["what"] == "stop":
            self._stop(force=options["force"])
        else:
            self._shell()

    def _someone_elses(self, what: str) -> None:
        if what == "stop":
            raise CommandError("DATABASE_URL names a server that is not ours to stop.")
        if what == "shell":
            call_command("dbshell")
            return
        with connection.cursor() as cursor:
            cursor.execute("SELECT version()")
            (version,) = cursor.fetchone()
        self.stdout.write(f"up (DATABASE_URL), {version}")

    def _status(self) -> None:
        now = embedded_cluster().status()
        state = f"up, process {now.pid}" if now.running else "down"
        self.stdout.write(f"PostgreSQL {now.version}: {state}")
        self.stdout.write(f"data:   {now.data} ({now.size / 1_000_000:.0f} MB)")
        self.stdout.write(f"socket: {now.socket}")

    def _stop(self, *, force: bool) -> None:
        cluster = embedded_cluster()
        if not cluster.status().running:
            self.stdout.write("It is not running.")
            return
        if Lease(cluster).in_use() and not force:
            raise CommandError(
                "Other Balcao processes use the server, and would start it again. Stop them "
                "first, or add --force."
            )
        cluster.stop()
        self.stdout.write("Stopped.")

    def _shell(self) -> None:
        # Debian's psql if there is one: it has a line editor, and the bundled one may lack it.
        os.environ["PATH"] = f"{os.environ.get('PATH', os.defpath)}{os.pathsep}{programs()}"
        with Lease(embedded_cluster()):
            call_command("dbshell")

    def _dump(self, file: Path | None) -> None:
        if file is None:
            raise CommandError("Name the file: balcao db dump FILE")
        unfinished = file.with_name(f"{file.name}.part")
        _command, known = DatabaseClient.settings_to_cmd_args_env(connection.settings_dict, [])
        command = [programs() / "pg_dump", "--format=custom", "--no-owner", "--file", unfinished]
        where = {**(known or {}), "PGHOST": connection.settings_dict["HOST"] or ""}
        for name, key in (("PGPORT", "PORT"), ("PGUSER", "USER"), ("PGDATABASE", "NAME")):
            where[name] = str(connection.settings_dict[key] or "")
        with nullcontext() if settings.DATABASE_URL else Lease(embedded_cluster()):
            done = subprocess.run(command, check=False, env={**os.environ, **where})
        if done.returncode:
            unfinished.unlink(missing_ok=True)
            raise CommandError("The database was not dumped.")
        unfinished.rename(file)
        self.stdout.write(f"Dumped into {file}; load it with pg_restore.")
