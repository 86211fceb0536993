"""``python -m bench.checkout``: what a checkout costs, and whether it stays so with many orders.

Three questions in one run on one machine: purchases in one call beside ``pgbench`` placing the same
orders one at a time (best number of clients); the processor time of a whole flow of six calls; and
the rate of purchases with few past orders and with many.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Final

import psutil
import psycopg
from tests.races.installation import Installation

from bench import limit, past_orders
from bench.checkout_load import Visit, Visits, one_call, six_calls, visit
from bench.load import press
from bench.machine import cpu_seconds, describe
from bench.wishes import WISHES, Wishes

RESULTS: Final = Path(__file__).with_name("checkout_results.md")
CLIENTS: Final = 16
LIMIT_CLIENTS: Final = (1, 2, 4, 8, 16)
FEW, MANY = 10_000, 5_000_000
PAGE: Final = """\
# What a checkout costs

Written by `python -m bench.checkout` on {day}. Machine: {machine}. PostgreSQL 18 as Balcao starts
it (fsync on), {workers} web workers of {threads} threads, {clients} clients with a connection each,
on the same two cores as the server; medians of {rounds} rounds of {seconds:g} s. The job worker is
stopped.

| | | goal |
|---|---|---|
| purchases of three lines in one call, a second | {rate:,.0f} | |
| `pgbench`, the same orders one at a time, best of {tried} clients ({best}) | {limit:,.0f} | |
| **ratio** | **{ratio:.2f}** | 0.8 |
| processor time of a purchase, ms: programs / PostgreSQL / the load | {cpu} | |
| p50 / p99 of a purchase, ms | {p50:.1f} / {p99:.1f} | |
| **p99 in p50** | **{spread:.1f}** | 5 |
| flows of six calls, a second | {flows:,.0f} | |
| **processor time of a flow, programs and PostgreSQL, ms** | **{flow_cpu:.1f}** | 25 |
| purchases a second with {few:,} past orders | {with_few:,.0f} | |
| purchases a second with {many:,} past orders | {with_many:,.0f} | |
| **ratio** | **{growth:.2f}** | 0.9 |

The six calls: a cart with three lines, mail and address, shipping, payment, a look at the total,
complete. Past orders are copies of a real one in every table that a purchase writes to
(`bench/past_orders.py`), made in {filled:.0f} s, {size}.
"""


@dataclass(slots=True)
class Figures:
    """What was measured, by name, one value a round."""

    values: dict[str, list[float]] = field(default_factory=dict)

    def add(self, name: str, value: float) -> None:
        """One more round."""
        self.values.setdefault(name, []).append(value)

    def __getitem__(self, name: str) -> float:
        return median(self.values[name])


class Bench:
    """One installation with its shoppers."""

    def __init__(self, installation: Installation, wishes: Wishes, seconds: float) -> None:
        self.here, self.wishes, self.seconds = installation, wishes, seconds
        self.figures = Figures()
        self._runs = 0

    def visits(self, kind: str) -> tuple[Visits, float, float]:
        """Visits of a kind, with processor seconds of our programs and of PostgreSQL."""
        self._runs += 1
        run = f"{kind}-{self._runs}"
        made: Visit = (one_call if kind == "one" else six_calls)(self.wishes, run)
        ours, database = self._ours(), self.here.database()
        before = cpu_seconds(ours), cpu_seconds(database)
        found = visit(self.here.port, made, clients=CLIENTS, seconds=self.seconds)
        after = cpu_seconds(ours), cpu_seconds(database)
        return found, after[0] - before[0], after[1] - before[1]

    def one_call(self) -> None:
        """Purchases in one call: the light load for the rate, the timed one for the quantiles."""
        self._runs += 1
        buy = self.wishes.requests(self.wishes.baskets, f"light-{self._runs}")
        ours, database = self._ours(), self.here.database()
        before = cpu_seconds(ours), cpu_seconds(database)
        load = press(
            self.here.port, buy, expect=b"HTTP/1.1 201", clients=CLIENTS, seconds=self.seconds
        )
        after = cpu_seconds(ours), cpu_seconds(database)
        if load.bad:
            raise RuntimeError(f"{load.bad} purchases failed")
        self.figures.add("rate", load.rate)
        self.figures.add("ours", 1000 * (after[0] - before[0]) / load.good)
        self.figures.add("database", 1000 * (after[1] - before[1]) / load.good)
        self.figures.add("own", 1000 * load.own_cpu / load.good)
        timed, _, _ = self.visits("one")
        self.figures.add("p50", timed.quantile(0.5))
        self.figures.add("p99", timed.quantile(0.99))

    def six_calls(self) -> None:
        """The whole flow."""
        found, ours, database = self.visits("six")
        self.figures.add("flows", found.rate)
        self.figures.add("flow_cpu", 1000 * (ours + database) / len(found.each))

    def limits(self) -> None:
        """What pgbench reaches, by number of clients."""
        for clients in LIMIT_CLIENTS:
            rate = limit.run(
                self.here.cluster,
                self.here.folder,
                hot=False,
                most=WISHES,
                clients=clients,
                seconds=self.seconds,
            )
            self.figures.add(f"limit {clients}", rate)

    def rate(self, name: str) -> None:
        """The rate of one-call purchases, under another name."""
        self._runs += 1
        buy = self.wishes.requests(self.wishes.baskets, f"{name}-{self._runs}")
        load = press(
            self.here.port, buy, expect=b"HTTP/1.1 201", clients=CLIENTS, seconds=self.seconds
        )
        if load.bad:
            raise RuntimeError(f"{load.bad} purchases failed")
        self.figures.add(name, load.rate)

    def _ours(self) -> list[psutil.Process]:
        assert self.here.server is not None
        return [psutil.Process(self.here.server.pid), *self.here.programs()]


def main() -> None:
    """Fill, measure, print, write."""
    parser = argparse.ArgumentParser(prog="python -m bench.checkout", description=__doc__)
    parser.add_argument("--seconds", type=float, default=6.0, help="per measurement")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--past", type=int, default=MANY, help="past orders of the last part")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--threads", type=int, default=8)
    parser.add_argument("--dry", action="store_true", help="print, and keep the page as it is")
    options = parser.parse_args()
    with Installation(workers=options.workers, threads=options.threads, jobs=False) as installation:
        said = installation.python("from bench.seed import main; main()")
        wishes = Wishes(json.loads(said.splitlines()[-1]))
        installation.serve()
        bench = Bench(installation, wishes, options.seconds)
        documents = [wishes.document(basket) for basket in wishes.baskets]
        hot = [wishes.document(basket) for basket in wishes.hot]
        limit.prepare(installation.cluster, documents, hot)
        bench.visits("one"), bench.visits("six")  # until caches and plans are there
        for nr in range(1, options.rounds + 1):
            print(f"Round {nr} of {options.rounds} ...", flush=True)
            bench.one_call()
            bench.limits()
            bench.six_calls()
        filled = _grow(bench, options.past, options.rounds)
        size = _size(installation)
    text = _page(bench.figures, options, filled, size)
    print(text)
    if not options.dry:
        RESULTS.write_text(text, "utf-8")


def _grow(bench: Bench, past: int, rounds: int) -> float:
    """The rate with few past orders, then with many; seconds that filling took."""
    cluster = bench.here.cluster
    with psycopg.connect(cluster.dsn()) as database:
        row = database.execute("SELECT id::text FROM orders_order LIMIT 1").fetchone()
        assert row
    filled = past_orders.add(cluster, row[0], first=1, last=FEW)
    bench.rate("warming")
    for _ in range(rounds):
        bench.rate("with few")
    filled += past_orders.add(cluster, row[0], first=FEW + 1, last=past)
    bench.rate("warming")
    for _ in range(rounds):
        bench.rate("with many")
    return filled


def _size(installation: Installation) -> str:
    with psycopg.connect(installation.cluster.dsn()) as database:
        row = database.execute("SELECT pg_size_pretty(pg_database_size('balcao'))").fetchone()
        assert row
        return str(row[0])


def _page(figures: Figures, options: argparse.Namespace, filled: float, size: str) -> str:
    best = max(LIMIT_CLIENTS, key=lambda clients: figures[f"limit {clients}"])
    most = figures[f"limit {best}"]
    return PAGE.format(
        day=datetime.now(UTC).date(),
        machine=describe(),
        workers=options.workers,
        threads=options.threads,
        clients=CLIENTS,
        rounds=options.rounds,
        seconds=options.seconds,
        rate=figures["rate"],
        limit=most,
        best=best,
        tried=", ".join(map(str, LIMIT_CLIENTS)),
        ratio=figures["rate"] / most,
        cpu=" / ".join(f"{figures[name]:.2f}" for name in ("ours", "database", "own")),
        p50=figures["p50"],
        p99=figures["p99"],
        spread=figures["p99"] / figures["p50"],
        flows=figures["flows"],
        flow_cpu=figures["flow_cpu"],
        few=FEW,
        many=options.past,
        with_few=figures["with few"],
        with_many=figures["with many"],
        growth=figures["with many"] / figures["with few"],
        filled=filled,
        size=size,
    )


if __name__ == "__main__":
    main()
