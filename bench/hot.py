"""``python -m bench.hot``: how fast one thing sells when everybody wants it.

Buyers are threads of one or several processes that call ``checkout.operations.purchase``, each
again as soon as it is answered; one piece of one SKU a time. Beside it, in the same run and on the
same server with real commits, ``pgbench`` sells the same piece one sale at a time and writes the
same rows for it (bench/naive.py), with as many clients as it likes best. Load, Python and
PostgreSQL share the machine's cores. At the end a crowd wants more than there is; what it got is
counted.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from itertools import count
from statistics import median
from typing import Any, Final

import psycopg
from tests.races.installation import ROOT, Installation

from bench import limit, naive
from bench.hot_report import WARM_SECONDS, Figures, write
from bench.load import post, press
from bench.wishes import PATH, body_of, document_of

BUYERS: Final = ((1, 1), (1, 16), (1, 32), (1, 64), (2, 16), (2, 32))
"""Processes, and threads in each."""
CLIENTS: Final = (1, 2, 4, 8, 16)
HTTP_CLIENTS: Final = 32
PRICE, SHIPPING, PLENTY, FEW = 3900, 1500, 9_000_000, 2_000
OPEN: Final = """
import json
from datetime import UTC, datetime
from balcao.domains.inventory.models import StockLevel
from balcao.domains.inventory.operations import set_on_hand
from balcao.domains.inventory.values import Count
from tests.shop import open_shop
now = datetime.now(UTC)
shop = open_shop(now, slug="demo")
cup = shop.variants["CUP"]
set_on_hand(store_id=shop.store_id, location_id=shop.location_id, actor="bench", now=now,
            counts=[Count(cup, {plenty})], reason="received", document="")
level = StockLevel.objects.get(variant_id=cup).id
print(json.dumps({{"store": shop.store_id, "level": level, "variant": str(cup)}}))
"""
LEAVE: Final = "UPDATE inventory_stocklevel SET on_hand = allocated + %s WHERE id = %s"
SOLD: Final = """
SELECT on_hand - reserved - allocated,
       (SELECT sum(quantity) FROM inventory_commitment WHERE level_id = l.id) - allocated
FROM inventory_stocklevel l WHERE id = %s
"""


class HotBench:
    """One installation, one SKU."""

    def __init__(self, installation: Installation, facts: dict[str, Any], seconds: float) -> None:
        self.installation = installation
        self.facts = facts
        self.seconds = seconds
        self.rates: dict[tuple[str, str], list[float]] = defaultdict(list)

    def round(self) -> None:
        """Every measurement once, theirs and ours by turns."""
        scripts = naive.scripts(**self.facts) | {"function": limit.SCRIPT.format(hot=True, most=1)}
        for name, script in scripts.items():
            for clients in CLIENTS:
                self._note(name, f"{clients}", self._pgbench(script, clients))
        for processes, threads in BUYERS:
            rate, answers = self.buy(processes, threads)
            if set(answers) != {"made"}:
                raise RuntimeError(f"not everybody was served: {answers}")
            self._note("purchase", f"{processes} x {threads}", rate)
        self._note("http", f"{HTTP_CLIENTS}", self._over_http())

    def _note(self, name: str, who: str, rate: float) -> None:
        print(f"  {name:18} {who:8} {rate:8,.0f} /s", flush=True)
        self.rates[name, who].append(rate)

    def _pgbench(self, script: str, clients: int) -> float:
        here = self.installation
        return limit.pgbench(
            here.cluster, here.folder, script, clients=clients, seconds=self.seconds
        )

    def _over_http(self) -> float:
        self._press(WARM_SECONDS)
        return self._press(self.seconds)

    def _press(self, seconds: float) -> float:
        load = press(
            self.installation.port,
            self._requests(),
            expect=b"HTTP/1.1 201",
            clients=HTTP_CLIENTS,
            seconds=seconds,
        )
        if load.bad:
            raise RuntimeError(f"{load.bad} purchases were not made")
        return load.rate

    def _requests(self) -> Callable[[], bytes]:
        numbers, run = count(), time.time_ns()
        body = body_of([self.facts["variant"]], PRICE + SHIPPING)
        return lambda: post(PATH, body, f"hot-{run}-{next(numbers)}")

    def buy(self, processes: int, threads: int) -> tuple[float, Counter[str]]:
        """Let so many buy; sales a second, and the answers by kind."""
        facts = {
            "store_id": self.facts["store"],
            "variant": self.facts["variant"],
            "total": PRICE + SHIPPING,
            "threads": threads,
            "warm": WARM_SECONDS,
            "seconds": self.seconds,
        }
        started = [self._process(f"run(**{facts!r})") for _ in range(processes)]
        for process in started:
            if process.stdout is None or process.stdout.readline() != "ready\n":
                raise RuntimeError("a process of buyers did not start")
        said = [json.loads(answer) for answer in self._go(started)]
        answers = sum((Counter(one["answers"]) for one in said), Counter[str]())
        return sum(one["rate"] for one in said), answers

    def _go(self, started: list[subprocess.Popen[str]]) -> list[str]:
        for process in started:
            assert process.stdin is not None
            process.stdin.write("go\n")
            process.stdin.flush()
        return [process.communicate()[0] for process in started]

    def _process(self, call: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "balcao.entrypoints.cli.main", "shell", "--verbosity=0"]
        return subprocess.Popen(
            [*command, "-c", f"from bench.hot_buyers import run; {call}"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env=self.installation.environment,
        )

    def sell_out(self) -> tuple[int, int]:
        """Leave a few, let a crowd have them; units sold and units left over.

        :raises RuntimeError: more was sold than there was, or stock and orders tell two stories.
        """
        with psycopg.connect(self.installation.cluster.dsn(), autocommit=True) as database:
            database.execute(LEAVE, [FEW, self.facts["level"]])
            _rate, answers = self.buy(2, 32)
            left, astray = database.execute(SOLD, [self.facts["level"]]).fetchone() or (None, None)
        if left != FEW - answers["made"] or left or astray or answers.keys() - SOLD_OUT:
            raise RuntimeError(f"{answers} of {FEW}: {left} left, {astray} units astray")
        return answers["made"], left


SOLD_OUT: Final = {"made", "out_of_stock"}


def main() -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(prog="python -m bench.hot", description=__doc__)
    parser.add_argument("--seconds", type=float, default=4.0, help="per measurement")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    with Installation(workers=2, threads=16, jobs=False) as installation:
        said = installation.python(OPEN.format(plenty=PLENTY))
        facts = json.loads(said.splitlines()[-1])
        installation.serve()
        document = document_of([facts["variant"]], facts["store"], PRICE + SHIPPING)
        limit.prepare(installation.cluster, [document], [document])
        bench = HotBench(installation, facts, options.seconds)
        for nr in range(1, options.rounds + 1):
            print(f"Round {nr} of {options.rounds} ...", flush=True)
            bench.round()
        sold, _left = bench.sell_out()
    rates = {who: median(some) for who, some in bench.rates.items()}
    print(write(Figures(rates, sold, FEW, options.seconds, options.rounds)))


if __name__ == "__main__":
    main()
