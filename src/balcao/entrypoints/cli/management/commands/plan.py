"""``balcao plan``: forecast demand and find what should be bought."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from balcao.adapters.forecast.sales_file import read_sales
from balcao.domains.replenishment.operations import (
    SoldThen,
    ask_for_plan,
    bring_past_sales,
    run_plan,
)
from balcao.domains.replenishment.ports import forecaster
from balcao.domains.replenishment.queries import outlook
from balcao.domains.replenishment.values.demand import Rhythm
from balcao.domains.stores.queries import store_by_slug
from balcao.domains.stores.values import StoreInfo
from balcao.kernel.errors import BalcaoError
from balcao.plumbing.audit import acting


class Command(BaseCommand):
    help = "Forecast demand and find what should be bought; --sales brings along a sales history."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--run", type=int, help="a look that was asked for already")
        parser.add_argument("--sales", type=Path, help="parquet or CSV: day, sku, quantity[, …]")

    def handle(self, **options: Any) -> None:
        now = datetime.now(UTC)
        try:
            with acting("system", source="command"):
                self._handle(options, now)
        except BalcaoError as error:
            raise CommandError(error.message) from None

    def _handle(self, options: dict[str, Any], now: datetime) -> None:
        if options["run"] is not None:
            run_plan(run_id=options["run"], by=forecaster(), now=now)
            return
        store = self._store()
        if options["sales"]:
            self._bring(store, options["sales"], now)
        run_id = ask_for_plan(store_id=store.id, by="command", now=now)
        if run_id is None:
            raise CommandError("The store is being planned at this moment. Wait for it to end.")
        many = run_plan(run_id=run_id, by=forecaster(), now=now)
        found = outlook(store.id)
        self.stdout.write(f"{many} variants planned, {found.to_buy} should be bought.")

    def _store(self) -> StoreInfo:
        store = store_by_slug(settings.STORE)
        if store is None:
            raise CommandError(f"There is no store {settings.STORE!r}. Set BALCAO_STORE.")
        return store

    def _bring(self, store: StoreInfo, path: Path, now: datetime) -> None:
        sales = (
            SoldThen(history.starts_on + timedelta(days=nr), history.item, units)
            for history in read_sales(path, Rhythm.DAY).histories
            for nr, units in enumerate(history.units)
            if units
        )
        many = bring_past_sales(store_id=store.id, sales=sales, now=now)
        self.stderr.write(f"{many} days of sales of known SKUs were kept.")
        sys.stderr.flush()
