"""``balcao reconcile FILE``: match a provider's report or a bank's statement to the books."""

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

from balcao.domains.reconciliation import operations, queries
from balcao.domains.reconciliation.values import StatementState
from balcao.domains.stores.queries import store_by_slug
from balcao.kernel.errors import BalcaoError
from balcao.kernel.money import Money
from balcao.plumbing.audit import acting


class Command(BaseCommand):
    help = "Match a report of a provider or a statement of a bank; without a file, what reconciles."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, nargs="?")
        parser.add_argument("--source", default="stripe", help="a provider, or bank:<account>")
        parser.add_argument("--store", default=settings.STORE, help="short name of the store")

    def handle(self, **options: Any) -> None:
        store = store_by_slug(options["store"])
        if store is None:
            raise CommandError(f"There is no store {options['store']!r}.")
        try:
            with acting(getpass.getuser(), source="cli"):
                if options["file"] is not None:
                    self._match(store.id, options["file"], options["source"])
        except BalcaoError as error:
            raise CommandError(error.message) from None
        self._show(store.id)

    def _match(self, store_id: int, file: Path, source: str) -> None:
        try:
            content = file.read_bytes()
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}.") from None
        statement_id = operations.take_in(
            store_id=store_id,
            source=source,
            file_name=file.name,
            content=content,
            actor=getpass.getuser(),
            now=datetime.now(UTC),
        )
        if operations.read_statement(statement_id=statement_id) is StatementState.REFUSED:
            self._tell(store_id, statement_id)
            raise CommandError("Nothing was taken in.")
        matched = operations.match_statement(
            statement_id=statement_id, now=datetime.now(UTC), on_progress=self._progress
        )
        found = queries.statement_by_id(store_id, statement_id)
        self.stdout.write(
            f"{found.rows} lines, {found.fresh} of them new. {matched} matched now, "
            f"{found.open} wait for a decision."
        )

    def _tell(self, store_id: int, statement_id: UUID) -> None:
        for one in queries.statement_by_id(store_id, statement_id).findings:
            place = f"row {one['row']}, {one['column']}" if one["row"] else "file"
            self.stdout.write(f"{place}: {one['says']}")

    def _progress(self, done: int, total: int) -> None:
        if sys.stdout.isatty():
            self.stdout.write(f"\r{done} of {total}", ending="\n" if done >= total else "")

    def _show(self, store_id: int) -> None:
        for one in queries.clearing(store_id, now=datetime.now(UTC)):
            held = Money(one.ledger_minor, one.currency)
            told = Money(one.reported_minor, one.currency)
            self.stdout.write(
                f"{one.provider}: {held.major} {one.currency} in the books, {told.major} reported"
            )
            for part in one.parts:
                amount = Money(part.amount_minor, one.currency).major
                self.stdout.write(f"  {part.code:<12}{amount:>16,f} ({part.count})")
