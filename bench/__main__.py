"""``python -m bench``: measure a whole installation on this machine and write results.md.

Everything runs in one go on one machine, in rounds, so that noise falls on all measurements alike;
what is printed are medians of the rounds. ``--seconds`` and ``--rounds`` make it longer;
``--clone`` also times ``make demo`` in a fresh clone, which takes a minute and a package index.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import defaultdict
from collections.abc import Callable
from statistics import median

import psutil
from tests.races.installation import Installation

from bench import clone, limit
from bench.load import Load, press
from bench.machine import cpu_seconds, memory_mb
from bench.report import Figures, write
from bench.wishes import WISHES, Wishes

CLIENTS = 8
WORKERS = 2
THREADS = 4
CREATED, OK = b"HTTP/1.1 201", b"HTTP/1.1 200"


class Bench:
    """One installation under load."""

    def __init__(self, installation: Installation, wishes: Wishes, seconds: float) -> None:
        self.installation = installation
        self.wishes = wishes
        self.seconds = seconds
        self.rates: dict[str, list[float]] = defaultdict(list)
        self.costs: dict[str, list[float]] = defaultdict(list)

    def scenarios(self) -> dict[str, tuple[Callable[[], bytes], bytes]]:
        """What is asked over HTTP, by name, and the answer it must get."""
        wishes, facts = self.wishes, self.wishes.facts
        run = str(time.time_ns())
        products = [f"/p/{handle}/" for handle in facts["handles"]]
        shelves = [f"/c/ceramica/?page={page}" for page in range(1, 9)]
        return {
            "SELECT 1": (wishes.pages(["/bench/select-1"]), OK),
            "product page": (wishes.pages(products), OK),
            "category page": (wishes.pages(shelves), OK),
            "purchase": (wishes.requests(wishes.baskets, run), CREATED),
            "hot purchase": (wishes.requests(wishes.hot, f"hot-{run}"), CREATED),
        }

    def round(self) -> None:
        """Every measurement once."""
        for name, (next_request, expect) in self.scenarios().items():
            self._measure(name, next_request, expect)
            if name.endswith("purchase"):
                self._limit(name)

    def warm_up(self) -> None:
        """Until caches and plans are there, nothing is measured."""
        for next_request, expect in self.scenarios().values():
            self._press(next_request, expect, 1.0)

    def _measure(self, name: str, next_request: Callable[[], bytes], expect: bytes) -> None:
        before = cpu_seconds(self._processes())
        load = self._press(next_request, expect, self.seconds)
        cost = cpu_seconds(self._processes()) - before
        if load.bad:
            raise RuntimeError(f"{name}: {load.bad} answers were not {expect!r}")
        self.rates[name].append(load.rate)
        self.costs[name].append(1000 * cost / load.good)

    def _press(self, next_request: Callable[[], bytes], expect: bytes, seconds: float) -> Load:
        port = self.installation.port
        return press(port, next_request, expect=expect, clients=CLIENTS, seconds=seconds)

    def _limit(self, name: str) -> None:
        here = self.installation
        before, start = cpu_seconds(self._processes()), time.monotonic()
        rate = limit.run(
            here.cluster,
            here.folder,
            hot=name.startswith("hot"),
            most=WISHES,
            clients=CLIENTS,
            seconds=self.seconds,
        )
        cost = cpu_seconds(self._processes()) - before
        self.rates[f"{name} limit"].append(rate)
        self.costs[f"{name} limit"].append(1000 * cost / (rate * (time.monotonic() - start)))

    def _processes(self) -> list[psutil.Process]:
        here = self.installation
        assert here.server is not None
        return [psutil.Process(here.server.pid), *here.programs(), *here.database()]

    def memory(self) -> tuple[float, float]:
        """Memory of our programs and of PostgreSQL, in MB."""
        database = self.installation.database()
        pids = {process.pid for process in database}
        ours = [process for process in self._processes() if process.pid not in pids]
        return memory_mb(ours), memory_mb(database)


def main() -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--seconds", type=float, default=5.0, help="per measurement")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--clone", action="store_true", help="time `make demo` in a fresh clone")
    options = parser.parse_args()
    with Installation(workers=WORKERS, threads=THREADS) as installation:
        installation.environment["DJANGO_SETTINGS_MODULE"] = "bench.settings"
        print("Filling a shop with 2,100 variants ...", flush=True)
        said = installation.python("from bench.seed import main; main()")
        wishes = Wishes(json.loads(said.splitlines()[-1]))
        installation.serve()
        bench = Bench(installation, wishes, options.seconds)
        time.sleep(5)  # what runs once after a start is not idling
        idle = bench.memory()
        # Events are told later, by a process of its own; pages must not pay for earlier purchases.
        installation.stop()
        installation.options.append("--no-jobs")
        installation.serve()
        documents = [wishes.document(basket) for basket in wishes.baskets]
        hot = [wishes.document(basket) for basket in wishes.hot]
        limit.prepare(installation.cluster, documents, hot)
        bench.warm_up()
        for nr in range(1, options.rounds + 1):
            print(f"Round {nr} of {options.rounds} ...", flush=True)
            bench.round()
        busy = bench.memory()
    first_page = clone.first_page_seconds() if options.clone else None
    rates = {name: median(some) for name, some in bench.rates.items()}
    costs = {name: median(some) for name, some in bench.costs.items()}
    figures = Figures(rates, costs, idle, busy, first_page, options.seconds, options.rounds)
    print(write(figures, clients=CLIENTS, workers=WORKERS, threads=THREADS))


if __name__ == "__main__":
    main()
