"""``balcao taxes``: tables of tax rates, looked at or loaded."""

from __future__ import annotations

from argparse import ArgumentParser
from collections import Counter
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from balcao.domains.pricing.operations import load_tax_table
from balcao.domains.pricing.queries import table_changes, tax_tables
from balcao.domains.stores.queries import store_by_slug
from balcao.kernel.errors import BalcaoError
from balcao.plumbing.audit import acting


class Command(BaseCommand):
    help = "list tables of tax rates; preview or load one: list, preview eu-vat, load eu-vat"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("step", choices=["list", "preview", "load"])
        parser.add_argument("table", nargs="?", default="", help="such as eu-vat or br-icms")

    def handle(self, **options: Any) -> None:
        code = options["table"].replace("-", "_")
        try:
            if options["step"] == "list":
                self._list()
            elif options["step"] == "preview":
                self._preview(code)
            else:
                self._load(code)
        except BalcaoError as error:
            raise CommandError(error.message) from None

    def _list(self) -> None:
        for one in tax_tables():
            name = one.code.replace("_", "-")
            self.stdout.write(f"{name:12}{one.title} ({len(one.rows)} rates, {one.source_date})")

    def _preview(self, code: str) -> None:
        changes = table_changes(_store_id(), code)
        for one in changes:
            row = one.row
            self.stdout.write(f"{one.what:8} {row.zone:8}{row.tax_class:15}{row.rate_ppm:>8} ppm")
        counts = Counter(str(one.what) for one in changes)
        self.stdout.write(", ".join(f"{many} {what}" for what, many in sorted(counts.items())))

    def _load(self, code: str) -> None:
        with acting("system", source="command"):
            done = load_tax_table(store_id=_store_id(), code=code)
        counts = f"{done.added} added, {done.updated} brought up to date, {done.kept} kept."
        self.stdout.write(counts)


def _store_id() -> int:
    store = store_by_slug(settings.STORE)
    if store is None:
        raise CommandError(f"There is no store {settings.STORE!r}. Set BALCAO_STORE.")
    return store.id
