"""Many threads of one process, each buying one piece of the same thing again and again.

Runs inside the installation: ``run(threads=…, seconds=…, …)``, prints what came of it as JSON.
"""

from __future__ import annotations

import json
import sys
import threading
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

from django.db import connection
from tests.shop import ADDRESS

from balcao.domains.checkout.operations import purchase
from balcao.domains.checkout.values import PurchaseRequest, WantedLine
from balcao.kernel.errors import BalcaoError
from balcao.kernel.ids import new_id
from balcao.kernel.money import Money


def run(
    *, store_id: int, variant: str, total: int, threads: int, warm: float, seconds: float
) -> None:
    """Buy until the time is over, from the moment when whoever started us writes a line.

    What is bought in the first ``warm`` seconds, while the connections are new, counts as an answer
    but not in the rate.
    """
    plain = PurchaseRequest(
        store_id=store_id,
        key="",
        locale="pt-br",
        email="ana@example.com",
        address=ADDRESS,
        rate_code="standard",
        provider="cash_on_delivery",
        lines=(WantedLine(UUID(variant), 1),),
        expected_total=Money(total, "BRL"),
    )
    counts = [Counter[str]() for _ in range(threads)]
    start, over = threading.Barrier(threads + 1), threading.Event()
    crowd = [
        threading.Thread(target=_buy, args=[plain, counts[nr], start, over], daemon=True)
        for nr in range(threads)
    ]
    for thread in crowd:
        thread.start()
    print("ready", flush=True)
    sys.stdin.readline()
    start.wait()
    over.wait(warm)
    began, before = time.monotonic(), _made(counts)
    over.wait(seconds)
    took, made = time.monotonic() - began, _made(counts) - before
    over.set()
    for thread in crowd:
        thread.join()
    print(json.dumps({"rate": made / took, "answers": sum(counts, Counter())}))


def _made(counts: Sequence[Counter[str]]) -> int:
    return sum(one["made"] for one in counts)


def _buy(
    plain: PurchaseRequest,
    counts: Counter[str],
    start: threading.Barrier,
    over: threading.Event,
) -> None:
    connection.ensure_connection()
    start.wait()
    while not over.is_set():
        try:
            purchase(replace(plain, key=str(new_id())), now=datetime.now(UTC))
            counts["made"] += 1
        except BalcaoError as refusal:
            counts[refusal.code] += 1
    connection.close()
