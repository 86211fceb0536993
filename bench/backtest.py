"""``python -m bench.backtest``: a promotion tried on 100,000 past orders.

The orders are those of Online Retail II: real baskets, quantities, prices, shoppers and countries,
repeated later in time until there are enough. Costs are not in that file; 55 % of an article's mean
price stands for them. The limit is reading the same orders in the same parts and doing nothing.
"""

from __future__ import annotations

import argparse
import json
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from tests.races.installation import Installation

from balcao.plumbing.postgres import Lease
from bench.backtest_seed import seed
from bench.machine import cpu_seconds, describe

RESULTS: Final = Path(__file__).with_name("backtest_results.md")
FILE: Final = Path(__file__).resolve().parents[2] / "shared/data/online_retail"
ACTIVE: Final = 20
GOAL_SECONDS: Final = 120
PAGE: Final = """\
# What a back-test costs

Written by `python -m bench.backtest` on {day}. Machine: {machine}. One worker, PostgreSQL 18 as
Balcao starts it, on the same machine. {orders:,} orders of {lines:,} lines from Online Retail II;
the promotion takes 10 % off orders from 100.00 on, three times a shopper, within a budget. “With
those active” decides twice about each order, by {active} active promotions without and with it.
Goal: 100,000 orders in under {goal} seconds.

| | seconds | orders a second | CPU of the worker, s | CPU of PostgreSQL, s | of reading only |
|---|---|---|---|---|---|
{rows}

Touched on top: {touched:,} orders; discount given: {given:,.2f}; margin {before:,.2f} before,
{after:,.2f} after.
"""


def main() -> None:
    """Fill, measure, print, write."""
    parser = argparse.ArgumentParser(prog="python -m bench.backtest", description=__doc__)
    parser.add_argument("--orders", type=int, default=100_000)
    parser.add_argument("--file", type=Path, default=FILE / "online_retail_II.parquet")
    parser.add_argument("--dry", action="store_true", help="print, and keep the page as it is")
    options = parser.parse_args()
    with Installation() as installation, Lease(installation.cluster):
        start = time.monotonic()
        lines = seed(installation, options.file, options.orders)
        installation.python("from bench.backtest_run import prepare; prepare()")
        print(f"Filled in {time.monotonic() - start:.0f} s.", flush=True)
        found = {name: _run(installation, name) for name in ("read_only", "on_top", "with_active")}
    text = _page(found, options.orders, lines)
    print(text)
    if not options.dry:
        RESULTS.write_text(text, "utf-8")


def _run(installation: Installation, name: str) -> dict[str, Any]:
    before = cpu_seconds(installation.database())
    said = installation.python(f"from bench.backtest_run import {name}; {name}()")
    figures: dict[str, Any] = json.loads(said.splitlines()[-1])
    figures["database"] = cpu_seconds(installation.database()) - before
    return figures


def _page(found: dict[str, dict[str, Any]], orders: int, lines: int) -> str:
    titles = {
        "read_only": "reading only (the limit)",
        "on_top": "on top of what was given",
        "with_active": "with those active",
    }
    limit = found["read_only"]["seconds"]
    rows = [
        f"| {titles[name]} | {one['seconds']:.1f} | {orders / one['seconds']:,.0f} "
        f"| {one['cpu']:.1f} | {one['database']:.1f} | {one['seconds'] / limit:.1f} |"
        for name, one in found.items()
    ]
    total = found["on_top"]["found"]
    assert total["orders"] == found["read_only"]["found"] == orders
    return PAGE.format(
        day=f"{datetime.now(UTC):%Y-%m-%d}",
        machine=describe(),
        orders=orders,
        lines=lines,
        active=ACTIVE,
        goal=GOAL_SECONDS,
        rows="\n".join(rows),
        touched=total["touched"],
        given=total["given"] / 100,
        before=total["before"] / 100,
        after=total["after"] / 100,
    )


if __name__ == "__main__":
    main()
