"""The limits of one hot row, by pgbench: what a shop gets that takes each sale by itself.

``SAME`` leaves behind what the real purchase leaves behind, row for row: idempotency key with its
answer, order, line, commitment, payment, timeline entry and event, in the real tables with their
real constraints and indexes, in one transaction whose statements go one by one, as programs send
them. It is told everything that the purchase has to find out: it reads no price, no rate, no
product, and compares no total. ``LATE`` is the same with the stock taken last, so that the hot
row is held for one statement and the commit; the better of the two is the naive limit.
``BARE`` writes order, line and commitment only, ``ONE`` the same in a single statement: less than
a shop needs, to see how much of the limit is the row and the commit.
"""

from __future__ import annotations

import json
from typing import Final

from bench.wishes import ADDRESS

TAKE: Final = """
UPDATE inventory_stocklevel SET allocated = allocated + 1
 WHERE id = {level} AND on_hand - reserved - allocated >= 1"""
KEY: Final = """
INSERT INTO plumbing_idempotencykey
    (store_id, scope, key, request_hash, response, status, created_at)
SELECT {store}, 'purchase', uuidv7(), repeat('0', 64),
    jsonb_build_object('id', uuidv7(), 'number', 'N-' || nextval('orders_number'),
        'token', repeat('t', 32), 'state', 'placed', 'total_minor', 5400, 'currency', 'BRL'),
    201, now()
ON CONFLICT DO NOTHING
RETURNING response ->> 'id' AS id, response ->> 'number' AS number"""
ORDER: Final = """
INSERT INTO orders_order (id, store_id, number, token, email, locale, address, currency,
    lines_minor, discount_minor, exemption_minor, shipping_minor, tax_minor, total_minor,
    credit_minor, tax_id, state, provider, pays_on_delivery, rate_code, rate_name, placed_at,
    version)
SELECT {id}, {store}, {number}, {token}, 'ana@example.com',
    'pt-br', '{address}', 'BRL', 3900, 0, 0, 1500, 0, 5400, 0, '', 'placed',
    'cash_on_delivery', true, 'standard', 'Entrega', now(), 1"""
LINE: Final = """
INSERT INTO orders_orderline (store_id, order_id, line_no, variant_id, sku, title, options, image,
    quantity, unit_minor, total_minor, units_each, is_gift)
SELECT {store}, {id}, 1, '{variant}', 'CUP', 'Xícara Serra', '', '', 1, 3900, 3900, 1, false"""
ASIDE: Final = """
INSERT INTO inventory_commitment (store_id, order_id, line_no, level_id, quantity, state)
SELECT {store}, {id}, 1, {level}, 1, 'allocated'"""
PAY: Final = """
INSERT INTO payments_payment (id, store_id, order_id, reference, provider, currency, amount_minor,
    captured_minor, refunded_minor, state, idempotency_key, provider_reference, created_at,
    updated_at)
SELECT fresh.id, {store}, {id}, {number}, 'cash_on_delivery', 'BRL', 5400, 0, 0, 'pending',
    'pay:' || fresh.id, '', now(), now()
FROM (SELECT uuidv7() AS id) AS fresh"""
TELL: Final = """
INSERT INTO orders_timelineentry (store_id, order_id, at, kind, actor, detail)
SELECT {store}, {id}, now(), 'placed', '', '{{}}'"""
EVENT: Final = """
INSERT INTO plumbing_outboxevent (store_id, name, payload, at)
SELECT {store}, 'orders.placed',
    jsonb_build_object('store_id', {store}, 'at', now(), 'order_id', {id}), now()"""
FRESH: Final = "(SELECT uuidv7() AS id) AS fresh"
FRESH_ORDER: Final = f"{ORDER}\nFROM {FRESH}"
WRITTEN: Final = (ORDER, LINE, ASIDE, PAY, TELL, EVENT)


def _transaction(*statements: str) -> str:
    return "".join(["BEGIN;", *(f"{text};" for text in statements), "\nCOMMIT;\n"]).replace(
        " \\gset;", " \\gset"
    )


KNOWN: Final = f"{KEY} \\gset"
SAME: Final = _transaction(KNOWN, TAKE, *WRITTEN)
LATE: Final = _transaction(KNOWN, *WRITTEN, TAKE)
BARE: Final = _transaction(TAKE, f"{FRESH_ORDER} RETURNING id \\gset", LINE, ASIDE)
ONE: Final = f"""
WITH fresh AS MATERIALIZED (SELECT * FROM {FRESH}), taken AS ({TAKE} RETURNING 1), made AS ({ORDER}
FROM fresh, taken), line AS ({LINE} FROM fresh, taken){ASIDE} FROM fresh, taken;
"""


def scripts(*, store: int, level: int, variant: str) -> dict[str, str]:
    """All of them, by name, for one shop."""
    facts = {"store": store, "level": level, "variant": variant, "address": json.dumps(ADDRESS)}
    known = facts | {"id": ":id::uuid", "number": ":number", "token": "repeat('t', 32)"}
    fresh = facts | {"number": "'N-' || nextval('orders_number')", "token": "fresh.id"}
    return {
        "same": SAME.format(**known),
        "same, stock last": LATE.format(**known),
        "bare": BARE.replace(FRESH_ORDER, FRESH_ORDER.replace("{id}", "fresh.id")).format(
            id=":id::uuid", **fresh
        ),
        "bare, one statement": ONE.format(id="fresh.id", **fresh),
    }
