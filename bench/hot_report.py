"""The hot SKU's part of bench/results.md."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from bench.machine import describe

RESULTS: Final = Path(__file__).with_name("results.md")
BEGIN: Final = "<!-- hot: written by python -m bench.hot -->"
END: Final = "<!-- end of hot -->"
GOAL: Final = 2.0
WARM_SECONDS: Final = 3.0
"""A connection plans its statements anew the first five times: 30 ms the first, 5 ms the others."""
PART: Final = """{begin}
## One SKU that everybody wants

Written by `python -m bench.hot` on {day}. Machine: {machine}. One piece of one SKU a purchase,
fsync on. Medians of {rounds} rounds of {seconds:g} s a measurement, all in one run; of each kind
the number of clients (for ours: processes x threads) that it likes best.

| | best with | per second | of the naive limit |
|---|---|---|---|
| **naive limit**, `pgbench`: one transaction a sale that leaves the same rows behind | {same_who} | {same:,.0f} | 1 |
| bare, `pgbench`: level, order, line and commitment only | {bare_who} | {bare:,.0f} | {bare_ratio:.2f} |
| the same three rows in a single statement, `pgbench` | {one_who} | {one:,.0f} | {one_ratio:.2f} |
| the purchase's SQL function one at a time, `pgbench` | {function_who} | {function:,.0f} | {function_ratio:.2f} |
| `purchase`, one buyer | {alone_who} | {alone:,.0f} | {alone_ratio:.2f} |
| **`purchase`, many buyers, placed together** | {crowd_who} | {crowd:,.0f} | **{crowd_ratio:.2f}** (goal {goal:g}) |
| the same over HTTP | {http_who} | {http:,.0f} | {http_ratio:.2f} |

The naive limit writes what a purchase leaves behind: idempotency key with its answer, order, line,
commitment, payment, timeline entry and event, with the statements sent one by one under the lock of
the hot row; of taking the stock first or last, the faster. It is spared what the purchase finds out
before it writes: prices, rate, product, buffers and total. Bare writes less than half of that and
is shown to tell what the row and the commit cost: `purchase` is {bare_times:.2f} times bare. Ours is
counted after {warm:g} s, when its connections have planned their statements.
A crowd of 64 that wanted more than {few:,} got {sold:,}; stock and orders agree.

{all_buyers}
{end}
"""  # noqa: E501 - a row of a table is a line
Rates = Mapping[tuple[str, str], float]


@dataclass(frozen=True, slots=True)
class Figures:
    """Medians, sales a second by kind and number of clients; what the last crowd got."""

    rates: Rates
    sold: int
    few: int
    seconds: float
    rounds: int


def write(figures: Figures) -> str:
    """Put the part into bench/results.md, in place of the one before; return it."""
    part = _part(figures)
    text = RESULTS.read_text()
    before, _, rest = text.partition(BEGIN)
    after = rest.partition(END)[2]
    RESULTS.write_text(f"{before.rstrip()}\n\n{part.rstrip()}\n{after}")
    return part


def kept(text: str) -> str:
    """The part of an earlier run, with its marks; empty where there is none."""
    _, begin, rest = text.partition(BEGIN)
    return f"{begin}{rest.partition(END)[0]}{END}\n" if begin else ""


def _part(figures: Figures) -> str:
    kinds = {
        "same": _better(_only(figures.rates, "same"), _only(figures.rates, "same, stock last")),
        "bare": _only(figures.rates, "bare"),
        "one": _only(figures.rates, "bare, one statement"),
        "function": _only(figures.rates, "function"),
        "alone": {"1 x 1": figures.rates["purchase", "1 x 1"]},
        "crowd": _only(figures.rates, "purchase"),
        "http": _only(figures.rates, "http"),
    }
    said: dict[str, object] = {}
    for kind, rates in kinds.items():
        best = max(rates, key=lambda who: rates[who])
        said |= {kind: rates[best], f"{kind}_who": best}
    limit = max(kinds["same"].values())
    said |= {f"{kind}_ratio": max(rates.values()) / limit for kind, rates in kinds.items()}
    said["bare_times"] = max(kinds["crowd"].values()) / max(kinds["bare"].values())
    buyers = "; ".join(f"{who}: {rate:,.0f}" for who, rate in kinds["crowd"].items())
    return PART.format(
        **said,
        begin=BEGIN,
        end=END,
        goal=GOAL,
        day=f"{datetime.now(UTC):%Y-%m-%d}",
        machine=describe(),
        rounds=figures.rounds,
        seconds=figures.seconds,
        few=figures.few,
        warm=WARM_SECONDS,
        sold=figures.sold,
        all_buyers=f"All numbers of buyers, a second: {buyers}.",
    )


def _only(rates: Rates, kind: str) -> dict[str, float]:
    return {who: rate for (name, who), rate in rates.items() if name == kind}


def _better(some: dict[str, float], other: dict[str, float]) -> dict[str, float]:
    return max(some, other, key=lambda rates: max(rates.values()))
