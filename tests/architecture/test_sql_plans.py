"""The hot statements find what they want by an index, on tables that are not small.

Plans are taken as a prepared statement gets them after a while (without knowing its parameters):
that is what the functions and the pooled connections run.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection

from balcao.plumbing.sql import function_files, sql_text
from tests.shop import NOW, Shop, open_shop

pytestmark = pytest.mark.django_db

PRODUCTS, VARIANTS = 2000, 4
FILL = """
INSERT INTO catalog_product (id, store_id, handle, title, description_html, vendor, category_id,
    tags, status, option_names, seo_title, seo_description, translations, version, created_at,
    updated_at)
SELECT gen_random_uuid(), s.id, 'bulk-' || n, 'Bulk ' || n, '', '', NULL, '{}', 'active', '{Size}',
       '', '', '{}', 1, now(), now()
FROM stores_store s, generate_series(1, %(products)s) AS n;
INSERT INTO catalog_variant (id, store_id, product_id, sku, barcode, option_values, position,
    weight_grams, requires_shipping, taxable, image)
SELECT gen_random_uuid(), p.store_id, p.id, p.handle || '-' || n, '', ARRAY[n::text], n, 0, true,
       true, ''
FROM catalog_product p, generate_series(1, %(variants)s) AS n WHERE p.handle LIKE 'bulk-%%';
INSERT INTO pricing_price (store_id, variant_id, currency, amount_minor, updated_at)
SELECT store_id, id, 'BRL', 1000, now() FROM catalog_variant WHERE sku LIKE 'bulk-%%';
INSERT INTO inventory_stocklevel (store_id, location_id, variant_id, on_hand, reserved, allocated,
    backorder_limit)
SELECT v.store_id, l.id, v.id, 0, 0, 0, 0
FROM catalog_variant v, inventory_location l WHERE v.sku LIKE 'bulk-%%';
INSERT INTO catalog_media (id, product_id, src, alt, translations, position, width, height)
SELECT gen_random_uuid(), id, 'x.svg', '', '{}', 1, 1, 1
FROM catalog_product WHERE handle LIKE 'bulk-%%';
INSERT INTO orders_order (id, store_id, number, token, email, locale, address, currency,
    lines_minor, discount_minor, shipping_minor, tax_minor, total_minor, state, provider,
    pays_on_delivery, rate_code, rate_name, placed_at, version)
SELECT gen_random_uuid(), s.id, 'T-' || n, 'token-' || n, 'a@example.com', 'en', '{}', 'BRL', 0, 0,
       0, 0, 0, 'placed', 'x', false, 'x', 'x', now(), 1
FROM stores_store s, generate_series(1, 5000) AS n;
INSERT INTO inventory_commitment (store_id, order_id, line_no, level_id, quantity, state)
SELECT o.store_id, o.id, 1, (SELECT min(id) FROM inventory_stocklevel), 1, 'shipped'
FROM orders_order o;
INSERT INTO plumbing_idempotencykey (store_id, scope, key, request_hash, status, created_at)
SELECT s.id, 'purchase', 'key-' || n, '', 201, now()
FROM stores_store s, generate_series(1, 5000) AS n;
"""
BIG = (
    "catalog_product|catalog_variant|catalog_media|pricing_price|inventory_stocklevel|"
    "inventory_commitment|orders_order|plumbing_idempotencykey"
)


@pytest.fixture
def shop() -> Iterator[Shop]:
    """A shop of 8,000 variants and 5,000 orders."""
    shop = open_shop(NOW)
    with connection.cursor() as cursor:
        cursor.execute(FILL, {"products": PRODUCTS, "variants": VARIANTS})
        cursor.execute("ANALYZE")
        cursor.execute("SET LOCAL plan_cache_mode = force_generic_plan")
    yield shop


def plan_of(statement: str, **params: Any) -> str:
    """The generic plan of a statement whose parameters are named, as in ``%(name)s``."""
    names = list(dict.fromkeys(re.findall(r"%\((\w+)\)s", statement)))
    numbered = statement
    for nr, name in enumerate(names, start=1):
        numbered = numbered.replace(f"%({name})s", f"${nr}")
    kinds = ", ".join(params[name][0] for name in names)
    values = [params[name][1] for name in names]
    with connection.cursor() as cursor:
        cursor.execute(f"PREPARE planned({kinds}) AS {numbered.replace('%%', '%')}")
        marks = ", ".join(["%s"] * len(values))
        cursor.execute(f"EXPLAIN EXECUTE planned({marks})", values)
        plan = "\n".join(row[0] for row in cursor.fetchall())
        cursor.execute("DEALLOCATE planned")
    return plan


def assert_by_index(plan: str) -> None:
    assert not re.search(rf"Seq Scan on ({BIG})\b", plan), plan


def step(beginning: str, end: str) -> str:
    """A statement inside the purchase function, between two texts of it."""
    text = next(p for p in function_files() if p.stem == "place_orders").read_text("utf-8")
    return text[text.index(beginning) : text.index(end, text.index(beginning))]


class TestPages:
    def test_a_product_page_reads_its_product_only(self, shop):
        plan = plan_of(
            sql_text("search/product_page"),
            store_id=("int", shop.store_id),
            handle=("text", "bulk-7"),
            currency=("text", "BRL"),
            language=("text", "en"),
        )
        assert_by_index(plan)

    def test_the_availability_of_a_cart_reads_its_variants_only(self, shop):
        plan = plan_of(
            sql_text("inventory/availability"),
            variants=("uuid[]", list(shop.variants.values())),
            store_id=("int", shop.store_id),
            channel=("text", "online"),
        )
        assert_by_index(plan)

    def test_a_page_of_cards_reads_pictures_and_stock_of_the_page_only(self, shop):
        plan = plan_of(
            sql_text("search/listing"),
            store_id=("int", shop.store_id),
            currency=("text", "BRL"),
            language=("text", "en"),
            category=("uuid", None),
            query=("text", ""),
            sort=("text", "newest"),
            limit=("int", 24),
            offset=("int", 0),
        )
        assert not re.search(r"Seq Scan on (catalog_media|inventory_stocklevel)\b", plan), plan
        # All levels of a location, once for each variant: 7 ms where 0.3 are enough.
        assert "stocklevel_location" not in plan, plan


class TestThePurchase:
    def test_holds_the_wanted_levels_only(self, shop):
        held = step(
            "        SELECT s.id, s.variant_id, s.location_id", "    )\n    SELECT array_agg"
        )
        plan = plan_of(
            held.replace("ANY (wanted)", "ANY (%(wanted)s)"),
            wanted=("uuid[]", list(shop.variants.values())),
        )
        assert_by_index(plan)
        assert "Index" in plan

    def test_adds_to_the_held_levels_only(self, shop):
        update = step(
            "        UPDATE inventory_stocklevel s", ";\n\n        PERFORM checkout_write"
        )
        for name, kind in (
            ("t_nr", "int[]"),
            ("t_idx", "int[]"),
            ("t_qty", "int[]"),
            ("p_orders", "jsonb"),
        ):
            update = re.sub(rf"\b{name}\b", f"%({name})s::{kind}", update)
        update = update.replace("lvl_id[", "(%(lvl_id)s::bigint[])[")
        plan = plan_of(
            update,
            t_nr=("int[]", [1]),
            t_idx=("int[]", [1]),
            t_qty=("int[]", [1]),
            p_orders=("jsonb", "[]"),
            lvl_id=("bigint[]", [1]),
        )
        assert_by_index(plan)

    def test_prices_its_lines_only(self, shop):
        lines = step(
            "        WITH asked AS MATERIALIZED (\n            SELECT o.*, rate", "    LOOP\n"
        )
        for name, kind in (
            ("p_orders", "jsonb"),
            ("claimed", "uuid[]"),
            ("lvl_variant", "uuid[]"),
        ):
            lines = re.sub(rf"\b{name}\b", f"%({name})s::{kind}", lines)
        lines = lines.replace("st[", "(%(st)s::text[])[")
        plan = plan_of(
            lines,
            p_orders=("jsonb", "[]"),
            claimed=("uuid[]", []),
            lvl_variant=("uuid[]", []),
            st=("text[]", []),
        )
        assert_by_index(plan)


class TestTheDesk:
    @pytest.mark.parametrize(
        "statement",
        [
            "SELECT * FROM orders_order WHERE token = %(text)s",
            "SELECT * FROM orders_order WHERE store_id = %(id)s AND number = %(text)s",
            "SELECT * FROM orders_order WHERE store_id = %(id)s ORDER BY placed_at DESC LIMIT 9",
            "SELECT * FROM orders_order WHERE state = 'pending' AND hold_until <= %(at)s",
            "SELECT * FROM inventory_commitment WHERE order_id = %(uuid)s FOR UPDATE",
            "SELECT * FROM payments_payment WHERE order_id = %(uuid)s",
            """SELECT * FROM plumbing_idempotencykey
               WHERE store_id = %(id)s AND scope = 'purchase' AND key = %(text)s""",
        ],
    )
    def test_finds_orders_stock_and_keys_by_index(self, shop, statement):
        plan = plan_of(
            statement,
            id=("int", shop.store_id),
            text=("text", "T-7"),
            uuid=("uuid", shop.variants["CUP"]),
            at=("timestamptz", NOW),
        )
        assert_by_index(plan)
