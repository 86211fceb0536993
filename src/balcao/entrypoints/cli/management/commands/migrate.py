"""``balcao migrate``: as Django's, but an empty database gets all tables at once."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.commands import migrate
from django.db import connections
from django.db.migrations.loader import MigrationLoader

from balcao.plumbing.fresh import fill

ONLY_SOME = ("app_label", "plan", "check_unapplied", "prune", "fake", "fake_initial")


class Command(migrate.Command):
    help = "Bring the tables up to date; an empty database gets all of them at once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--step-by-step",
            action="store_true",
            help="Run every migration also in an empty database, instead of their known result.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not options.get("step_by_step") and not any(options.get(one) for one in ONLY_SOME):
            known = MigrationLoader(None).disk_migrations
            connection = connections[options["database"]]
            if fill(connection, known) and options["verbosity"] > 0:
                self.stdout.write("The database was empty: all tables were made at once.")
        super().handle(*args, **options)
