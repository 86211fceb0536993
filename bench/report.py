"""The results as a page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from bench.hot_report import RESULTS, kept
from bench.machine import describe

PAGE: Final = """\
# What it costs

Written by `make bench` on {day}. Machine: {machine}. PostgreSQL 18 as Balcao starts it (fsync on,
data checksums), {workers} web workers of {threads} threads, {clients} clients
with one kept-alive connection each. The load, the server and the database share the same cores, so
the load's own work is missing from what the server could do. Medians of {rounds} rounds of
{seconds:g} s a measurement; every request was answered as expected. 2,100 variants.

## Purchases

One call of `POST /api/v1/purchases` is one order of three lines: checked, priced, stock allocated,
written with payment, timeline and event, committed to disk. The limit is `pgbench` running the same
SQL function with the same documents, alone on the machine, with as many clients.

| | through the HTTP API | limit (pgbench) | ratio | goal |
|---|---|---|---|---|
| many SKUs | {purchase:,.0f} /s | {limit:,.0f} /s | {ratio:.2f} | 0.35 |
| one SKU in every order | {hot:,.0f} /s | {hot_limit:,.0f} /s | {hot_ratio:.2f} | |

## Pages

Beside a view of the same stack (same server, middleware, pool) that asks for `SELECT 1`.

| | per second | of `SELECT 1` |
|---|---|---|
| product page | {product:,.0f} | {product_share:.2f} |
| category page, 24 cards | {category:,.0f} | {category_share:.2f} |
| `SELECT 1` | {select:,.0f} | 1 |

## Processor time per operation

User and system time of all processes of server and database, from `/proc/<pid>/stat`. The job
worker, which tells events and writes mails afterwards, is stopped meanwhile.

| | milliseconds | goal |
|---|---|---|
| purchase of three lines | {purchase_cost:.2f} | |
| the same, one hot SKU | {hot_cost:.2f} | |
| the SQL function alone, by pgbench | {limit_cost:.2f} | |
| product page | {product_cost:.2f} | 4 |
| category page, 24 cards | {category_cost:.2f} | 8 |
| `SELECT 1` | {select_cost:.2f} | |

## Memory and start

| | |
|---|---|
| idle with job worker: programs / PostgreSQL (PSS) | {idle_ours:.0f} MB / {idle_database:.0f} MB |
| after the load | {busy_ours:.0f} MB / {busy_database:.0f} MB |
| clean clone to first page | {first_page} |

`python -m bench --help` says how to measure longer.
"""


@dataclass(frozen=True, slots=True)
class Figures:
    """Medians: operations per second, milliseconds of processor time, MB of memory."""

    rates: dict[str, float]
    costs: dict[str, float]
    idle: tuple[float, float]
    busy: tuple[float, float]
    first_page: float | None
    seconds: float
    rounds: int


def write(figures: Figures, *, clients: int, workers: int, threads: int) -> str:
    """Write the page to bench/results.md and return it."""
    rates, costs = figures.rates, figures.costs
    first_page = "not measured (`python -m bench --clone`)"
    if figures.first_page is not None:
        first_page = f"{figures.first_page:.0f} s"
    text = PAGE.format(
        day=f"{datetime.now(UTC):%Y-%m-%d}",
        machine=describe(),
        workers=workers,
        threads=threads,
        clients=clients,
        rounds=figures.rounds,
        seconds=figures.seconds,
        purchase=rates["purchase"],
        limit=rates["purchase limit"],
        ratio=rates["purchase"] / rates["purchase limit"],
        hot=rates["hot purchase"],
        hot_limit=rates["hot purchase limit"],
        hot_ratio=rates["hot purchase"] / rates["hot purchase limit"],
        product=rates["product page"],
        product_share=rates["product page"] / rates["SELECT 1"],
        category=rates["category page"],
        category_share=rates["category page"] / rates["SELECT 1"],
        select=rates["SELECT 1"],
        purchase_cost=costs["purchase"],
        limit_cost=costs["purchase limit"],
        hot_cost=costs["hot purchase"],
        product_cost=costs["product page"],
        category_cost=costs["category page"],
        select_cost=costs["SELECT 1"],
        idle_ours=figures.idle[0],
        idle_database=figures.idle[1],
        busy_ours=figures.busy[0],
        busy_database=figures.busy[1],
        first_page=first_page,
    )
    text += f"\n{kept(RESULTS.read_text())}".rstrip() + "\n"
    RESULTS.write_text(text)
    return text
