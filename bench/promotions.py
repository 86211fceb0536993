"""``python -m bench.promotions``: what deciding about promotions costs, by lines and promotions.

CPU time of one process, least of several rounds, beside a limit measured in the same run: a plain
loop over the same pairs of line and promotion that does one comparison each.
"""

from __future__ import annotations

import argparse
import math
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any, Final
from uuid import UUID

from balcao.domains.promotions.rules import Compiled, check_rule, compile_rules, decide, explain
from balcao.domains.promotions.values import Basket, CartItem, Promotion, Shopper
from bench.machine import describe

RESULTS: Final = Path(__file__).with_name("promotions_results.md")
PLOT: Final = Path(__file__).with_name("promotions_results.svg")
LINES: Final = (1, 5, 10, 25, 50, 100, 200)
PROMOTIONS: Final = (10, 100, 250, 500, 1_000, 2_000, 4_000)
PAGE: Final = """\
# What promotions cost

Written by `python -m bench.promotions` on {day}. Machine: {machine}. Milliseconds of processor time
in one process, the least of {rounds} rounds. The limit is a plain loop over the same pairs of line
and promotion that compares once. Goal: 50 lines against 1,000 active promotions in at most 10 ms.

Promotions are a mix: {mix}.
In the last column all promotions are for the whole cart, none can be ruled out by the index and all
apply: then a share is written for every pair of line and promotion, 50,000 of them in the goal's
size. It is there to show where the goal does not hold.

## By promotions, 50 lines

| promotions | decide | explain all | limit | decide / limit | all apply |
|---|---|---|---|---|---|
{by_promotions}

Time grows with the power {power_promotions:.2f} of the number of promotions (least squares of
logarithms from 250 on; 1 is linear), {power_explain:.2f} when all are explained.

## By lines, 1,000 promotions

| lines | decide | explain all | limit | decide / limit | all apply |
|---|---|---|---|---|---|
{by_lines}

Time grows with the power {power_lines:.2f} of the number of lines (from 25 on). Compiling 1,000
promotions takes {compiling:.0f} ms, once until they change.

![Milliseconds by promotions and by lines](promotions_results.svg)
"""
MIX: Final = (
    "a third for one product, a third for a brand, tag or category,\n"
    "a tenth each for codes and for customer groups, the rest for a country or for the whole cart\n"
    "from a subtotal, in groups of which one applies"
)


def basket(lines: int, chance: Random) -> Basket:
    """A cart of different goods."""
    items = tuple(
        CartItem(
            line_no=at,
            variant_id=UUID(int=at),
            product_id=UUID(int=10_000 + at),
            quantity=chance.randint(1, 5),
            unit_minor=chance.randint(500, 50_000),
            weight_grams=300,
            category=str(UUID(int=20_000 + at % 30)),
            collections=frozenset({str(UUID(int=30_000 + at % 20))}),
            brand=f"brand {at % 40}",
            tags=frozenset({f"tag {at % 25}", f"tag {at % 7}"}),
            attributes={"color": f"color {at % 9}", "size": "M"},
        )
        for at in range(1, lines + 1)
    )
    return Basket(
        store_id=1,
        currency="BRL",
        items=items,
        at=datetime(2026, 11, 24, 12, tzinfo=UTC),
        time_zone="America/Sao_Paulo",
        country="BR",
        shipping_code="standard",
        shipping_minor=2_000,
        shopper=Shopper(email="ana@example.com", groups=frozenset({"group 3"}), orders=2),
    )


def rule(number: int, chance: Random) -> dict[str, Any]:
    """One of the mix."""
    percent = {"kind": "percent", "basis_points": chance.randint(100, 3_000)}
    place = number % 30
    if place < 10:
        product = str(UUID(int=10_000 + chance.randint(1, 3_000)))
        return {"then": {**percent, "on": {"kind": "product", "in": [product]}}}
    if place < 20:
        on = [
            {"kind": "brand", "in": [f"brand {chance.randint(0, 400)}"]},
            {"kind": "tag", "in": [f"tag {chance.randint(0, 300)}"]},
            {"kind": "category", "in": [str(UUID(int=20_000 + chance.randint(0, 300)))]},
        ][place % 3]
        return {"then": {**percent, "on": on}, "when": {"kind": "quantity", "at_least": 2}}
    if place < 23:
        return {"then": percent, "when": {"kind": "code"}}
    if place < 26:
        return {"then": percent, "when": {"kind": "group", "in": [f"group {number % 50}"]}}
    if place < 28:
        return {"then": percent, "when": {"kind": "country", "in": ["PT"]}}
    return {
        "then": percent,
        "when": {"kind": "subtotal", "at_least_minor": chance.randint(1_000, 3_000_000)},
        "stacking": {"group": f"cart {number % 5}"},
    }


def promotions(count: int) -> Compiled:
    """So many of the mix, compiled."""
    chance = Random(7)
    made = [
        Promotion(id=str(n), name=str(n), currency="BRL", rule=check_rule(rule(n, chance)))
        for n in range(count)
    ]
    return compile_rules(made)


def for_all(count: int) -> Compiled:
    """So many that all apply to every line."""
    one = {"then": {"kind": "percent", "basis_points": 1}}
    made = [Promotion(id=str(n), name=str(n), rule=check_rule(one)) for n in range(count)]
    return compile_rules(made)


def milliseconds(work: Callable[[], object], rounds: int) -> float:
    """The least processor time of one call."""
    work()
    found = []
    for _ in range(rounds):
        start = time.process_time_ns()
        work()
        found.append(time.process_time_ns() - start)
    return min(found) / 1e6


def limit(lines: int, count: int) -> int:
    """The plain loop: one comparison for every pair."""
    values, wanted, found = list(range(lines)), list(range(count)), 0
    for one in wanted:
        for value in values:
            if value == one:
                found += 1
    return found


def measure(lines: int, count: int, rounds: int) -> list[float]:
    """Decide, explain, limit, ratio, and all apply."""
    cart, mixed, same = basket(lines, Random(3)), promotions(count), for_all(count)
    quick = milliseconds(lambda: decide(mixed, cart), rounds)
    full = milliseconds(lambda: explain(mixed, cart), rounds)
    plain = milliseconds(lambda: limit(lines, count), rounds)
    every = milliseconds(lambda: decide(same, cart), max(2, rounds // 3))
    return [quick, full, plain, quick / plain, every]


def power(points: list[tuple[int, float]]) -> float:
    """The slope of a line through logarithms."""
    logs = [(math.log(x), math.log(y)) for x, y in points]
    mean_x, mean_y = (sum(one[i] for one in logs) / len(logs) for i in (0, 1))
    across = sum((x - mean_x) * (y - mean_y) for x, y in logs)
    return across / sum((x - mean_x) ** 2 for x, _ in logs)


def plot(panels: list[tuple[str, list[tuple[int, list[float]]]]]) -> str:
    """Two panels on logarithmic scales, as SVG."""
    head = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 820 340" font-family="sans-serif" '
        'font-size="12"><rect width="820" height="340" fill="#fff"/>'
    )
    parts = [head]
    for number, (title, rows) in enumerate(panels):
        parts.append(_panel(60 + number * 400, title, rows))
    return "".join([*parts, "</svg>\n"])


def _panel(left: int, title: str, rows: list[tuple[int, list[float]]]) -> str:
    most = math.log10(rows[-1][0] / rows[0][0])

    def spot(x: float, y: float) -> tuple[float, float]:
        across = math.log10(x / rows[0][0]) / most
        up = (math.log10(max(y, 0.01)) + 2) / 5
        return left + across * 310, 280 - up * 240

    parts = [f'<text x="{left}" y="20" font-weight="bold">{title}</text>']
    for tick in (0.01, 0.1, 1, 10, 100, 1_000):
        _, y = spot(rows[0][0], tick)
        parts.append(f'<path d="M{left} {y:.0f}h310" stroke="#ddd"/>')
        parts.append(f'<text x="{left - 8}" y="{y + 4:.0f}" text-anchor="end">{tick:g}</text>')
    for size, _ in rows:
        x, _ = spot(size, 1)
        parts.append(f'<text x="{x:.0f}" y="300" text-anchor="middle">{size}</text>')
    lines = ((0, "decide", "#0b6"), (1, "explain all", "#06b"), (2, "limit", "#888"))
    for place, (column, name, color) in enumerate(lines):
        spots = (spot(size, found[column]) for size, found in rows)
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in spots)
        parts.append(f'<polyline points="{path}" fill="none" stroke="{color}" stroke-width="2"/>')
        parts.append(f'<text x="{left + place * 100}" y="325" fill="{color}">— {name}</text>')
    return "".join(parts)


def main() -> None:
    """Measure and write the page and the plot."""
    parser = argparse.ArgumentParser(prog="python -m bench.promotions", description=__doc__)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--dry", action="store_true", help="print, and keep the page as it is")
    options = parser.parse_args()
    start = time.process_time()
    promotions(1_000)
    compiling = (time.process_time() - start) * 1_000
    by_promotions = [(count, measure(50, count, options.rounds)) for count in PROMOTIONS]
    by_lines = [(lines, measure(lines, 1_000, options.rounds)) for lines in LINES]
    page = PAGE.format(
        day=f"{datetime.now(UTC):%Y-%m-%d}",
        machine=describe(),
        rounds=options.rounds,
        mix=MIX,
        by_promotions=table(by_promotions),
        by_lines=table(by_lines),
        power_promotions=power([(n, row[0]) for n, row in by_promotions if n >= 250]),
        power_explain=power([(n, row[1]) for n, row in by_promotions if n >= 250]),
        power_lines=power([(n, row[0]) for n, row in by_lines if n >= 25]),
        compiling=compiling,
    )
    print(page)
    if not options.dry:
        panels = [
            ("ms by promotions, 50 lines", by_promotions),
            ("ms by lines, 1,000 promotions", by_lines),
        ]
        RESULTS.write_text(page, "utf-8")
        PLOT.write_text(plot(panels), "utf-8")


def table(rows: list[tuple[int, list[float]]]) -> str:
    """Rows of Markdown."""
    return "\n".join(f"| {n:,} | {' | '.join(f'{one:.2f}' for one in row)} |" for n, row in rows)


if __name__ == "__main__":
    main()
