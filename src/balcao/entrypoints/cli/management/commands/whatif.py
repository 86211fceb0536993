"""``balcao whatif``: what a promotion would have given away on the orders of the past."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from dataclasses import asdict
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.core.management.base import BaseCommand, CommandError

from balcao.domains.analytics.operations import ask_promotion_test, run_back_test
from balcao.domains.analytics.queries import back_test_by_id, result_of
from balcao.domains.analytics.values import Beside, Result, State
from balcao.domains.stores.queries import all_stores
from balcao.domains.stores.values import StoreInfo
from balcao.kernel.errors import BalcaoError
from balcao.kernel.money import Money
from balcao.plumbing.audit import acting

BAR_WIDTH = 40


class Command(BaseCommand):
    help = "PROMOTION: try a promotion on past orders: discount given, margin, by day and segment."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("promotion", type=UUID, help="its id, whatever state it is in")
        parser.add_argument("--store", default="", help="its slug; where there is only one, none")
        parser.add_argument("--days", type=int, default=90, help="days before today")
        parser.add_argument("--from", type=date.fromisoformat, dest="since", help="first day")
        parser.add_argument("--to", type=date.fromisoformat, dest="until", help="last day")
        beside = [one.value for one in Beside]
        parser.add_argument("--beside", choices=beside, default="on_top", help="of other discounts")
        parser.add_argument("--json", action="store_true", help="for programs")

    def handle(self, **options: Any) -> None:
        store = _store(options["store"])
        try:
            with acting("command line", source="cli"):
                asked = _ask(store, options)
                state = run_back_test(
                    back_test_id=asked, clock=lambda: datetime.now(UTC), on_progress=self._progress
                )
        except BalcaoError as error:
            raise CommandError(error.message) from None
        info = back_test_by_id(store.id, asked)
        if state is not State.DONE:
            raise CommandError(info.problem or f"The back-test was {state}.")
        result = result_of(store.id, asked)
        if options["json"]:
            self.stdout.write(json.dumps(asdict(result), indent=2, default=str))
        else:
            self._tell(result, info.currency)

    def _tell(self, result: Result, currency: str) -> None:
        say, total = self.stdout.write, result.total

        def money(minor: int) -> str:
            return str(Money(minor, currency))

        say(f"Orders:   {total.orders:,}, of which {total.touched:,} would have been others")
        say(f"Discount: {money(total.discount_before)} before, {money(total.discount_after)} after")
        say(f"Revenue:  {money(total.revenue_before)} before, {money(total.revenue_after)} after")
        say(f"Margin:   {money(total.margin_before)} before, {money(total.margin_after)} after")
        if total.uncosted:
            say(f"          without {total.uncosted:,} orders whose cost is not known")
        say(f"At a loss: {total.at_loss_before:,} orders before, {total.at_loss_after:,} after")
        say("\nBy segment (as it is now):")
        for slug, one in result.segments.items():
            name = slug or "in no segment"
            say(
                f"  {name:24}{one.touched:>9,} touched  {money(one.discount_change):>16} more given"
            )

    def _progress(self, done: int, total: int) -> None:
        if not sys.stderr.isatty():
            return
        filled = BAR_WIDTH * done // max(1, total)
        bar = "#" * filled + "." * (BAR_WIDTH - filled)
        # Django's own stderr paints everything as an error.
        sys.stderr.write(f"\r[{bar}] {done:,}/{total:,}" + ("\n" if done == total else ""))
        sys.stderr.flush()


def _store(slug: str) -> StoreInfo:
    found = [one for one in all_stores() if slug in ("", one.slug)]
    if len(found) != 1:
        raise CommandError("Name the store with --store." if found else "There is no such store.")
    return found[0]


def _ask(store: StoreInfo, options: dict[str, Any]) -> UUID:
    zone, now = ZoneInfo(store.time_zone), datetime.now(UTC)
    until = options["until"] or now.astimezone(zone).date() - timedelta(days=1)
    since = options["since"] or until - timedelta(days=options["days"] - 1)
    return ask_promotion_test(
        store_id=store.id,
        promotion_id=options["promotion"],
        beside=Beside(options["beside"]),
        starts_at=datetime.combine(since, time(), zone).astimezone(UTC),
        ends_at=datetime.combine(until + timedelta(days=1), time(), zone).astimezone(UTC),
        by="command line",
        now=now,
    )
