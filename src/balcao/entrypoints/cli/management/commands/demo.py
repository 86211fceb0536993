"""``balcao demo``: a whole shop on this machine, with one command."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser
from datetime import UTC, datetime
from typing import Any

from django.core.management.base import BaseCommand

from balcao.entrypoints.cli.assets import gather_assets
from balcao.entrypoints.cli.ports import free_port
from balcao.entrypoints.cli.schema import migrate
from balcao.entrypoints.cli.serving import Plan, serve
from balcao.entrypoints.demo.load import PASSWORD, SIGN_INS, load_demo
from balcao.plumbing.postgres.machine import cores

HOST = "127.0.0.1"
THREADS = 4


class Command(BaseCommand):
    help = "Make, fill and serve the demo shop on this machine only."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, help="default: the first free one from 8000 on")

    def handle(self, **options: Any) -> None:
        port = free_port(HOST, options["port"])
        os.environ.setdefault("BALCAO_PUBLIC_URL", f"http://{HOST}:{port}")  # links in mails
        if migrate():
            self.stdout.write("The database is ready.")
        load_demo(datetime.now(UTC), self._tell)
        gather_assets()
        plan = Plan(host=HOST, port=port, workers=cores(), threads=THREADS, jobs=True)
        sys.exit(serve(plan, announce=lambda: self._announce(port)))

    def _tell(self, what: str) -> None:
        self.stdout.write(what)
        self.stdout.flush()

    def _announce(self, port: int) -> None:
        here = f"http://{HOST}:{port}"
        self.stdout.write(
            "\n".join(
                [
                    "",
                    "  Balcao is open. This is a demo: this machine only, known passwords.",
                    "",
                    f"  Shop      {here}/  ·  English: {here}/en/",
                    f"  Console   {here}/console/",
                    f"  API       {here}/api/v1/docs",
                    "",
                    *(f"  {one.role.value:<11} {one.email}" for one in SIGN_INS),
                    f"  password    {PASSWORD}",
                    "",
                    "  Ctrl-C stops everything; what you did is kept.",
                    "",
                ]
            )
        )
        self.stdout.flush()
