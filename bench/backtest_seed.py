"""Past orders for ``bench.backtest``, written straight into the tables from Online Retail II."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from datetime import UTC, timedelta
from pathlib import Path
from typing import Any, Final

import polars as pl
import psycopg
from tests.races.installation import Installation

from balcao.plumbing.postgres import ROLE, SUPERUSER

PRODUCT: Final = r"^(\d{5}[A-Z]*|DCGS[A-Z0-9]+)$"
COUNTRIES: Final = {
    "United Kingdom": "GB", "EIRE": "IE", "Germany": "DE", "France": "FR", "Netherlands": "NL",
    "Spain": "ES", "Switzerland": "CH", "Belgium": "BE", "Portugal": "PT", "Australia": "AU",
    "Channel Islands": "JE", "Italy": "IT", "Norway": "NO", "Sweden": "SE", "Cyprus": "CY",
    "Finland": "FI", "Austria": "AT", "Denmark": "DK", "Japan": "JP", "USA": "US",
}  # fmt: skip
COST_PERCENT: Final = 55
GOODS: Final = """
INSERT INTO catalog_product (id, store_id, handle, title, description_html, vendor, category_id,
    tags, status, option_names, seo_title, seo_description, translations, version, created_at,
    updated_at)
SELECT a.product, %(store)s, 'p-' || a.nr, a.sku, '', 'Maker ' || a.nr %% 40, NULL, '{}', 'active',
       '{}', '', '', '{}', 1, now(), now() FROM articles a;
INSERT INTO catalog_variant (id, store_id, product_id, sku, barcode, option_values, position,
    weight_grams, requires_shipping, taxable, image)
SELECT a.variant, %(store)s, a.product, a.sku, '', '{}', 1, 100, true, true, '' FROM articles a;
INSERT INTO pricing_price (store_id, variant_id, currency, amount_minor, cost_minor, updated_at)
SELECT %(store)s, a.variant, 'GBP', a.price, a.price * %(cost)s / 100, now() FROM articles a;
"""
ORDER: Final = """
COPY orders_order (id, store_id, number, token, email, locale, address, currency, lines_minor,
    discount_minor, shipping_minor, tax_minor, total_minor, state, provider, pays_on_delivery,
    rate_code, rate_name, placed_at, version) FROM STDIN
"""
LINE: Final = """
COPY orders_orderline (store_id, order_id, line_no, variant_id, sku, title, options, image,
    quantity, unit_minor, total_minor) FROM STDIN
"""


def seed(installation: Installation, file: Path, orders: int) -> int:
    """Fill a store with so many orders; how many lines they have."""
    said = installation.python("from bench.backtest_run import open_retail; open_retail()")
    store = int(said.split()[-1])
    invoices = _invoices(file)
    with psycopg.connect(installation.cluster.dsn(user=SUPERUSER), autocommit=True) as database:
        # Rows as they would be, without a trail or an event for each.
        database.execute("SET session_replication_role = replica")
        database.execute("SET synchronous_commit = off")
        database.execute(f"SET ROLE {ROLE}")
        variants = _goods(database, store, invoices)
        lines = _orders(database, store, list(_repeated(invoices, orders)), variants)
        database.execute("ANALYZE")
    return lines


def _invoices(file: Path) -> pl.DataFrame:
    """One row for each sale: who, when, where, and lists of its lines."""
    lines = pl.read_parquet(file).with_columns(
        pl.col("Invoice").cast(pl.String),
        pl.col("StockCode").cast(pl.String),
        pl.col("InvoiceDate").cast(pl.String).str.to_datetime(),
    )
    lines = lines.filter(
        (pl.col("Quantity") > 0)
        & (pl.col("Price") > 0)
        & ~pl.col("Invoice").str.starts_with("C")
        & pl.col("StockCode").str.contains(PRODUCT)
    ).with_columns(minor=(pl.col("Price") * 100).round().cast(pl.Int64))
    return (
        lines.filter(pl.col("minor") > 0)
        .group_by("Invoice", maintain_order=True)
        .agg(
            pl.col("InvoiceDate").first(),
            pl.col("Customer ID").first().alias("customer"),
            pl.col("Country").first(),
            pl.col("StockCode"),
            pl.col("Quantity"),
            pl.col("minor"),
        )
        .sort("InvoiceDate")
    )


def _repeated(invoices: pl.DataFrame, orders: int) -> Iterator[tuple[int, dict[str, Any]]]:
    """The sales, and again later in time, until there are enough."""
    first, last = invoices["InvoiceDate"][0], invoices["InvoiceDate"][-1]
    span, count = (last - first) + timedelta(days=1), 0
    while count < orders:
        turn = count // invoices.height
        for row in invoices.iter_rows(named=True):
            if count == orders:
                return
            yield count, {**row, "at": row["InvoiceDate"] + turn * span}
            count += 1


def _goods(
    database: psycopg.Connection[Any], store: int, invoices: pl.DataFrame
) -> dict[str, uuid.UUID]:
    articles = (
        invoices.select("StockCode", "minor")
        .explode("StockCode", "minor")
        .group_by("StockCode")
        .agg(pl.col("minor").mean().round().cast(pl.Int64))
        .sort("StockCode")
    )
    variants: dict[str, uuid.UUID] = {}
    database.execute(
        "CREATE TEMP TABLE articles (nr int, sku text, product uuid, variant uuid, price bigint)"
    )
    with database.cursor().copy("COPY articles FROM STDIN") as copy:
        for nr, (sku, price) in enumerate(articles.iter_rows()):
            variants[sku] = uuid.uuid4()
            copy.write_row([nr, sku, uuid.uuid4(), variants[sku], price])
    how = {"store": store, "cost": COST_PERCENT}
    for statement in GOODS.split(";\n"):
        if statement.strip():
            used = {key: value for key, value in how.items() if f"%({key})s" in statement}
            database.execute(statement, used)
    return variants


def _orders(
    database: psycopg.Connection[Any],
    store: int,
    sales: list[tuple[int, dict[str, Any]]],
    variants: dict[str, uuid.UUID],
) -> int:
    ids = [uuid.uuid4() for _ in sales]
    with database.cursor().copy(ORDER) as copy:
        for (nr, sale), order_id in zip(sales, ids, strict=True):
            copy.write_row(_order(store, nr, sale, order_id))
    written = 0
    with database.cursor().copy(LINE) as copy:
        for (_, sale), order_id in zip(sales, ids, strict=True):
            triples = zip(sale["StockCode"], sale["Quantity"], sale["minor"], strict=True)
            for at, (sku, units, minor) in enumerate(triples, start=1):
                copy.write_row(
                    [store, order_id, at, variants[sku], sku, sku, "", "", units, minor,
                     units * minor]
                )  # fmt: skip
                written += 1
    return written


def _order(store: int, nr: int, sale: dict[str, Any], order_id: uuid.UUID) -> list[Any]:
    total = sum(u * m for u, m in zip(sale["Quantity"], sale["minor"], strict=True))
    customer = sale["customer"]
    who = f"guest-{sale['Invoice']}" if customer is None else str(int(customer))
    country = COUNTRIES.get(sale["Country"], "")
    address = json.dumps({"name": who, "country": country, "region": "", "city": ""})
    return [
        order_id, store, f"R-{nr}", f"token-{nr}", f"{who}@example.com", "en", address, "GBP",
        total, 0, 500, 0, total + 500, "delivered", "bank_transfer", False, "standard", "Standard",
        sale["at"].replace(tzinfo=UTC), 1,
    ]  # fmt: skip
