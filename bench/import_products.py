"""How long 10,000 variants take to come in, beside a COPY of the same rows into the same tables.

Run: ``python bench/import_products.py [variants]``. It makes a PostgreSQL of its own with the
settings of production (fsync on) and throws it away.
"""

from __future__ import annotations

import io
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import django
from django.core.management import call_command
from django.db import connection, connections

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
PER_PRODUCT = 4
TABLES = (
    "catalog_product",
    "catalog_variant",
    "catalog_media",
    "pricing_price",
    "inventory_stocklevel",
    "inventory_stockmovement",
)


def product_file(variants: int, *, price: str = "89.90") -> bytes:
    """A file of products with four sizes each, a description and a picture."""
    lines = [
        (
            "Handle,Title,Body (HTML),Vendor,Type,Tags,Published,Option1 Name,Option1 Value,"
            "Variant SKU,Variant Grams,Variant Inventory Qty,Variant Price,Image Src,Image Alt Text"
        )
    ]
    for number in range(variants // PER_PRODUCT):
        handle = f"product-{number}"
        for place, size in enumerate(("S", "M", "L", "XL")):
            words = (
                f'Product {number},"<p>Words about product {number}, made by hand.</p>",Maker,'
                f'Shelf {number % 8},"one, two",true,Size'
                if place == 0
                else ",,,,,,"
            )
            picture = f"https://example.com/{handle}.jpg,Product {number}" if place == 0 else ","
            lines.append(f"{handle},{words},{size},SKU-{number}-{size},250,7,{price},{picture}")
    return "\n".join(lines).encode()


@contextmanager
def database() -> Iterator[None]:
    """A migrated database on a server of its own."""
    from balcao.plumbing.postgres import Cluster, Lease

    folder = Path(tempfile.mkdtemp(prefix="balcao-bench-"))
    cluster = Cluster(folder / "pg", dies_with_us=True)
    try:
        with Lease(cluster):
            connections["default"].settings_dict["HOST"] = str(cluster.socket)
            call_command("migrate", verbosity=0)
            yield
            connections.close_all()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def timed(what: str, work: Callable[[], Any]) -> tuple[float, Any]:
    """Run and print how long it took, in seconds."""
    start = time.perf_counter()
    result = work()
    seconds = time.perf_counter() - start
    print(f"{what:<34}{seconds:8.2f} s", flush=True)
    return seconds, result


def copy_rows(tables: Sequence[str]) -> float:
    """COPY the rows of some tables into copies of them, keys and indexes too; returns seconds."""
    seconds = 0.0
    for table in tables:
        with connection.cursor() as cursor:
            raw = cursor.cursor
            with raw.copy(f"COPY (SELECT * FROM {table}) TO STDOUT") as out:
                data = b"".join(bytes(block) for block in out)
            cursor.execute(f"CREATE TABLE copy_of_{table} (LIKE {table} INCLUDING ALL)")
            start = time.perf_counter()
            with raw.copy(f"COPY copy_of_{table} FROM STDIN") as into:
                into.write(data)
            seconds += time.perf_counter() - start
    return seconds


def main() -> None:
    """Import, import again, change prices, undo; then COPY."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "balcao.config.settings")
    django.setup()
    from balcao.domains.imports.operations import (
        apply_import,
        plan_import,
        undo_import,
        upload_products_file,
    )
    from balcao.domains.inventory.operations import create_location
    from balcao.domains.stores.operations import create_store

    variants = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000

    def bring_in(name: str, data: bytes) -> Any:
        def work() -> Any:
            run_id = upload_products_file(
                store_id=store_id, file_name=name, size=len(data), stream=io.BytesIO(data),
                actor="bench", now=NOW,
            )  # fmt: skip
            timed(f"  {name}: dry run", lambda: plan_import(run_id=run_id, now=NOW))
            timed(f"  {name}: apply", lambda: apply_import(run_id=run_id, actor="bench", now=NOW))
            return run_id

        return timed(f"{name}: all", work)

    with database():
        store_id = create_store(
            slug="bench", name="Bench", currency="BRL", language="pt-br", languages=["pt-br", "en"],
            country="BR", time_zone="America/Sao_Paulo", email="bench@example.com", now=NOW,
        )  # fmt: skip
        create_location(store_id=store_id, code="main", name="Main")
        print(f"{variants} variants of {variants // PER_PRODUCT} products")
        seconds, _ = bring_in("new", product_file(variants))
        copied = copy_rows(TABLES)
        bring_in("unchanged", product_file(variants))
        _, run_id = bring_in("new prices", product_file(variants, price="79.90"))
        timed("undo of new prices", lambda: undo_import(run_id=run_id, actor="bench", now=NOW))
        print(f"{'COPY of the same rows':<34}{copied:8.2f} s")
        print(f"{'import / COPY':<34}{seconds / copied:8.1f}")
        print(f"{'variants per second':<34}{variants / seconds:8.0f}")


if __name__ == "__main__":
    main()
