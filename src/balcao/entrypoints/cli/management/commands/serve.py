"""``balcao serve``: production."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from balcao.domains.team.queries import has_staff_like
from balcao.entrypoints.cli.assets import gather_assets
from balcao.entrypoints.cli.ports import free_port
from balcao.entrypoints.cli.schema import pending_migrations
from balcao.entrypoints.cli.serving import Plan, serve
from balcao.entrypoints.demo.opening import MAIL_ENDING
from balcao.plumbing.postgres.machine import cores

THREADS = 4
LOOPBACK = ("127.0.0.1", "::1", "localhost")


class Command(BaseCommand):
    help = "Serve the shop, the console and the API, and run the jobs. Refuses unsafe settings."
    requires_system_checks = "__all__"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--workers", type=int, default=cores(), help="default: one per core")
        parser.add_argument("--threads", type=int, default=THREADS, help="per worker")
        parser.add_argument(
            "--no-jobs", action="store_true", help="leave the jobs to `balcao worker` elsewhere"
        )

    def handle(self, **options: Any) -> None:
        if settings.DEMO and options["host"] not in LOOPBACK:
            raise CommandError("A demo (BALCAO_DEMO=1) is for this machine only: unset it.")
        if pending := pending_migrations():
            raise CommandError(f"{pending} migrations are pending. Run `balcao migrate` first.")
        if settings.PRODUCTION and has_staff_like(MAIL_ENDING):
            raise CommandError(
                f"There are demo accounts ({MAIL_ENDING}), whose passwords everyone knows. "
                "Deactivate them in the console, or begin with an empty database."
            )
        gather_assets()
        host, port = options["host"], free_port(options["host"], options["port"])
        plan = Plan(
            host=host,
            port=port,
            workers=options["workers"],
            threads=options["threads"],
            jobs=not options["no_jobs"],
        )
        sys.exit(serve(plan, announce=lambda: self._announce(plan)))

    def _announce(self, plan: Plan) -> None:
        self.stdout.write(f"Balcao serves on http://{plan.host}:{plan.port}/")
        self.stdout.flush()
