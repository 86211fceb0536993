"""``balcao import``: bring a product file into the shop, or take it back."""

from __future__ import annotations

import getpass
import sys
from argparse import ArgumentParser
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from balcao.domains.imports.operations import (
    apply_import,
    plan_import,
    undo_import,
    upload_products_file,
)
from balcao.domains.imports.values.plan import ImportPlan
from balcao.domains.stores.queries import store_by_slug
from balcao.plumbing.audit import acting

SHOWN_PROBLEMS = 50
BAR_WIDTH = 40


class Command(BaseCommand):
    help = "products FILE: what it would do, then do it; undo RUN: put everything back."

    def add_arguments(self, parser: ArgumentParser) -> None:
        kinds = parser.add_subparsers(dest="what", required=True)
        products = kinds.add_parser("products", help="a product file in Shopify's CSV format")
        products.add_argument("file", type=Path)
        products.add_argument("--store", default=settings.STORE, help="short name of the store")
        products.add_argument("--pictures", type=Path, help="folder of pictures the file names")
        how = products.add_mutually_exclusive_group()
        how.add_argument("--dry-run", action="store_true", help="only tell; this is the default")
        how.add_argument("--apply", action="store_true", help="tell, ask, then do it")
        products.add_argument("--yes", action="store_true", help="do not ask")
        undo = kinds.add_parser("undo", help="put every row back as it was before the import")
        undo.add_argument("run", type=UUID)

    def handle(self, **options: Any) -> None:
        with acting(_actor(), source="cli"):
            self._work(options)

    def _work(self, options: dict[str, Any]) -> None:
        if options["what"] == "undo":
            run = undo_import(run_id=options["run"], actor=_actor(), now=datetime.now(UTC))
            self.stdout.write(f"{run.file_name} has been taken back.")
            return
        run_id = self._take_in(options)
        plan = plan_import(run_id=run_id, now=datetime.now(UTC))
        self._tell(plan)
        if not plan.is_sound:
            raise CommandError("The file has errors; nothing was changed.")
        if not options["apply"]:
            self.stdout.write("Nothing was changed. Add --apply to do it.")
        elif options["yes"] or self._agreed():
            apply_import(
                run_id=run_id, actor=_actor(), now=datetime.now(UTC), on_progress=self._progress
            )
            self.stdout.write(f"\nDone. To take it back: balcao import undo {run_id}")

    def _take_in(self, options: dict[str, Any]) -> UUID:
        store = store_by_slug(options["store"])
        if store is None:
            raise CommandError(f"There is no store {options['store']!r}.")
        file: Path = options["file"]
        try:
            with file.open("rb") as stream:
                return upload_products_file(
                    store_id=store.id,
                    file_name=file.name,
                    size=file.stat().st_size,
                    stream=stream,
                    actor=_actor(),
                    now=datetime.now(UTC),
                    asset_folder=options["pictures"],
                )
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}.") from None

    def _tell(self, plan: ImportPlan) -> None:
        for problem in plan.problems[:SHOWN_PROBLEMS]:
            place = f"line {problem.line}" + (f", {problem.column}" if problem.column else "")
            kind = self.style.ERROR("error") if problem.is_error else self.style.WARNING("note ")
            self.stdout.write(f"{kind} {place}: {problem.wrong} {problem.remedy}")
        if (more := len(plan.problems) - SHOWN_PROBLEMS) > 0:
            self.stdout.write(f"and {more} more findings")
        found = plan.counts
        self.stdout.write(
            f"Products: {found.products_created} new, {found.products_changed} changed, "
            f"{found.products_left} as they are. "
            f"Variants: {found.variants_created} new, {found.variants_changed} changed, "
            f"{found.variants_left} as they are."
        )

    def _agreed(self) -> bool:
        return input("Do it? [y/N] ").strip().lower() in {"y", "yes", "s", "sim"}

    def _progress(self, done: int, total: int) -> None:
        if not sys.stdout.isatty():
            return
        filled = BAR_WIDTH * done // max(1, total)
        bar = "#" * filled + "." * (BAR_WIDTH - filled)
        self.stdout.write(f"\r[{bar}] {done}/{total}", ending="")
        self.stdout.flush()


def _actor() -> str:
    """Who is at the keyboard, for the trail."""
    return f"{getpass.getuser()} (command line)"
