"""The limits of one hot row, by pgbench: what a shop gets that takes each sale by itself.

Each purchase locks the level's row, writes order, line and commitment into the real tables, with
their real constraints and indexes, and commits; the row is held until the commit is on disk.
``STEPS`` sends the statements one by one, as programs do; ``ONE`` sends a single statement, the
best that can be had without taking sales together. Neither prices, checks a key, writes a payment,
a timeline or an event, all of which the real purchase does.
"""

from __future__ import annotations

from typing import Final

TAKE: Final = """
UPDATE inventory_stocklevel SET allocated = allocated + 1
 WHERE id = {level} AND on_hand - reserved - allocated >= 1"""
ORDER: Final = """
INSERT INTO orders_order (id, store_id, number, token, email, locale, address, currency,
    lines_minor, discount_minor, shipping_minor, tax_minor, total_minor, state, provider,
    pays_on_delivery, rate_code, rate_name, placed_at, version)
SELECT fresh.id, {store}, 'N-' || nextval('orders_number'), fresh.id, 'ana@example.com',
    'pt-br', '{{}}', 'BRL', 3900, 0, 1500, 0, 5400, 'placed',
    'cash_on_delivery', true, 'standard', 'Entrega', now(), 1"""
LINE: Final = """
INSERT INTO orders_orderline (store_id, order_id, line_no, variant_id, sku, title, options, image,
    quantity, unit_minor, total_minor)
SELECT {store}, {id}, 1, '{variant}', 'CUP', 'Xícara Serra', '', '', 1, 3900, 3900"""
ASIDE: Final = """
INSERT INTO inventory_commitment (store_id, order_id, line_no, level_id, quantity, state)
SELECT {store}, {id}, 1, {level}, 1, 'allocated'"""
FRESH: Final = "(SELECT uuidv7() AS id) AS fresh"
STEPS: Final = "".join(
    [
        "BEGIN;",
        TAKE,
        ";",
        ORDER,
        f"\nFROM {FRESH} RETURNING id \\gset",
        LINE,
        ";",
        ASIDE,
        ";\nCOMMIT;\n",
    ]
)
ONE: Final = f"""
WITH fresh AS MATERIALIZED (SELECT * FROM {FRESH}), taken AS ({TAKE} RETURNING 1), made AS ({ORDER}
FROM fresh, taken), line AS ({LINE} FROM fresh, taken){ASIDE} FROM fresh, taken;
"""


def scripts(*, store: int, level: int, variant: str) -> dict[str, str]:
    """Both, by name, for one shop."""
    facts = {"store": store, "level": level, "variant": variant}
    return {
        "in steps": STEPS.format(id=":id::uuid", **facts),
        "in one statement": ONE.format(id="fresh.id", **facts),
    }
