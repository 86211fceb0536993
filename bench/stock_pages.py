"""What ``bench.stock`` asks, inside the installation: pages and queries of random variants."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from random import Random
from statistics import quantiles
from typing import Final

from django.db import connection
from django.test import Client
from tests.shop import open_shop

from balcao.domains.inventory.queries import movements_page, stock_then
from balcao.domains.team.models import StaffMember
from balcao.domains.team.operations import add_staff
from balcao.domains.team.values import Role

TIMES: Final = 300
MAIL: Final = "bench@example.com"


def open_bench() -> None:
    """Make the store and somebody who looks at its stock; prints the store's id last."""
    now = datetime.now(UTC)
    shop = open_shop(now, slug="demo")
    add_staff(email=MAIL, name="Bench", role=Role.OWNER.value, password=None, now=now)
    print(shop.store_id)


def main() -> None:
    """Ask and print."""
    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(StaffMember.objects.get(email=MAIL))
    store_id, places, variants = _things()
    random = Random(2026)
    moments = [datetime.now(UTC) - timedelta(days=random.randrange(700)) for _ in range(TIMES)]
    some = random.choices(variants, k=TIMES)

    def page(path: str) -> Callable[[], None]:
        def ask() -> None:
            answer = client.get(path)
            assert answer.status_code == 200, (path, answer.status_code)

        return ask

    print("| milliseconds | median | 95th percentile | most | first |\n|---|---|---|---|---|")
    _tell("a page that asks for nothing", [page("/console/password_change/")] * TIMES)
    _tell("the stock page of one variant",
          [page(f"/console/stock/{random.choice(places)}/{v}/") for v in some])  # fmt: skip
    _tell(
        "the same page with what lay there then",
        [
            page(f"/console/stock/{random.choice(places)}/{v}/?at={at:%Y-%m-%dT%H:%M}")
            for v, at in zip(some, moments, strict=True)
        ],
    )
    _tell("stock as of a past moment, by query",
          [lambda v=v, at=at: stock_then(store_id, v, at=at)
           for v, at in zip(some, moments, strict=True)])  # fmt: skip
    _tell("the ledger of one variant, by query",
          [lambda v=v: movements_page(store_id, variant_id=v) for v in some])  # fmt: skip
    _tell("opening a location", [page(f"/console/stock/?place={p}") for p in places * 20])


def _things() -> tuple[int, list[int], list[str]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT min(id) FROM stores_store),"
            " (SELECT array_agg(id) FROM inventory_location),"
            " (SELECT array_agg(id) FROM catalog_variant TABLESAMPLE SYSTEM (1))"
        )
        store_id, places, variants = cursor.fetchone()
    return store_id, places, variants


def _tell(name: str, calls: Iterable[Callable[[], None]]) -> None:
    took = []
    for call in calls:
        start = time.perf_counter()
        call()
        took.append(1000 * (time.perf_counter() - start))
    cuts = quantiles(took, n=20)
    cells = (cuts[9], cuts[18], max(took), took[0])
    print(f"| {name} | " + " | ".join(f"{one:.1f}" for one in cells) + " |")


if __name__ == "__main__":
    main()
