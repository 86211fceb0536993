"""``balcao books``: post the past, print the trial balance, write files for the accountant."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.core.management.base import BaseCommand, CommandError

from balcao.domains.ledger import operations, queries
from balcao.domains.stores.queries import all_stores, store_by_slug
from balcao.domains.stores.values import StoreInfo
from balcao.kernel.money import Money
from balcao.plumbing.audit import acting

FORMATS = ("beancount", "journals", "trial-balance")


class Command(BaseCommand):
    help = "The double-entry books: post past facts, show the trial balance, export them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--store", help="its short name; the only store unless there are more")
        parser.add_argument(
            "--post-since", type=date.fromisoformat, help="bring the books up to date from this day"
        )
        parser.add_argument("--export", choices=FORMATS, help="write to the standard output")
        parser.add_argument("--since", type=date.fromisoformat, help="first day; this year's first")
        parser.add_argument("--until", type=date.fromisoformat, help="last day; today")

    def handle(self, **options: Any) -> None:
        store, now = self._store(options["store"]), datetime.now(UTC)
        today = now.astimezone(ZoneInfo(store.time_zone)).date()
        until = options["until"] or today
        since = options["since"] or until.replace(month=1, day=1)
        if options["post_since"]:
            self._post(store, options["post_since"], now)
        elif options["export"] == "beancount":
            self._write(queries.beancount_text(store.id, since=since, until=until))
        elif options["export"] == "journals":
            self._write(queries.journals_csv(store.id, since=since, until=until))
        elif options["export"]:
            self._write(queries.trial_balance_csv(store.id, until=until))
        else:
            self._show(store, until)

    def _store(self, slug: str | None) -> StoreInfo:
        stores = all_stores()
        found = store_by_slug(slug) if slug else stores[0] if len(stores) == 1 else None
        if found is None:
            known = ", ".join(store.slug for store in stores) or "none yet"
            raise CommandError(f"Name a store with --store. There are: {known}.")
        return found

    def _post(self, store: StoreInfo, day: date, now: datetime) -> None:
        since = datetime.combine(day, time(), ZoneInfo(store.time_zone))
        total = 0
        with acting("system", source="cli"):
            while written := operations.catch_up(store_id=store.id, now=now, since=since):
                total += written
                self.stdout.write(f"{total} journals written")
        self.stdout.write(f"The books are complete from {day} on.")

    def _write(self, pieces: Any) -> None:
        for piece in pieces:
            self.stdout.write(piece, ending="")

    def _show(self, store: StoreInfo, until: date) -> None:
        rows = queries.trial_balance(store.id, until=until)
        self.stdout.write(f"Trial balance of {store.name} at {until}")
        for row in rows:
            amount = Money(row.balance_minor, row.currency).major
            self.stdout.write(f"{row.title[:48]:<50}{amount:>18,f} {row.currency}")
