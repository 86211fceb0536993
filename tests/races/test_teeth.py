"""The races can fail: each breaks one guard on purpose and wants to hear the complaint.

Text of the SQL function is replaced in the test database only; a text that is not there any more
fails the test, so that this file cannot quietly lose its teeth.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.db import connection

from balcao.domains.checkout.operations import purchase
from balcao.plumbing.sql import function_files, install_functions
from tests.races import scenarios
from tests.races.history import Order
from tests.shop import NOW, Shop

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

ROUNDS = 12
STOCK_LOCK = ("        FOR UPDATE OF s\n", "")
# What is missing is taken from the first place all the same.
STOCK_CHECK = (
    "               >= wants THEN\n                taken",
    "               IS NOT NULL THEN\n                taken",
)
KEY = ("        ON CONFLICT DO NOTHING\n", "")
# So that a race which would be rare is not.
DAWDLE = ("    -- 4. In order", "    PERFORM pg_sleep(0.1);\n    -- 4. In order")
ONE_BY_ONE = (
    "    WITH held AS MATERIALIZED (",
    """    FOR r IN SELECT (line ->> 'variant_id')::uuid AS v
             FROM jsonb_array_elements(p_orders -> 0 -> 'lines') AS line LOOP
        PERFORM 1 FROM inventory_stocklevel WHERE variant_id = r.v FOR UPDATE;
        PERFORM pg_sleep(0.01);
    END LOOP;
    WITH held AS MATERIALIZED (""",
)


def break_function(*changes: tuple[str, str]) -> None:
    """Install the functions of a purchase with these texts replaced."""
    parts = [path.read_text("utf-8") for path in function_files() if "checkout" in path.parts]
    for good, bad in changes:
        assert sum(text.count(good) for text in parts) == 1, f"not there any more: {good!r}"
        parts = [text.replace(good, bad) for text in parts]
    with connection.cursor() as cursor:
        for text in parts:
            cursor.execute(text)


@pytest.fixture
def without() -> Iterator[Callable[[str, str], None]]:
    """Drop a constraint or unique index until the test is over."""
    undo: list[str] = []

    def drop(table: str, name: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = %s", [name]
            )
            found = cursor.fetchone()
            if found:
                undo.append(f"ALTER TABLE {table} ADD CONSTRAINT {name} {found[0]}")
                cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
                return
            cursor.execute("SELECT pg_get_indexdef(%s::regclass)", [name])
            undo.append(cursor.fetchone()[0])
            cursor.execute(f"DROP INDEX {name}")

    yield drop
    with connection.cursor() as cursor:
        cursor.execute(
            "TRUNCATE orders_order, plumbing_idempotencykey, inventory_stocklevel CASCADE"
        )
        for statement in undo:
            cursor.execute(statement)


@pytest.fixture(autouse=True)
def mended(transactional_db: None) -> Iterator[None]:
    yield
    install_functions()


def complaints(race: Callable[[Shop], list[str]], shop: Shop) -> str:
    """What the race says within some rounds; a race that is lost once is lost."""
    for _ in range(ROUNDS):
        if found := race(shop):
            return " | ".join(found)
        forget_sales()
    return ""


def forget_sales() -> None:
    """As if nothing had been sold."""
    with connection.cursor() as cursor:
        cursor.execute(
            "TRUNCATE orders_order, plumbing_idempotencykey, plumbing_outboxevent, "
            "inventory_commitment, payments_payment CASCADE"
        )
        cursor.execute("UPDATE inventory_stocklevel SET allocated = 0, reserved = 0")


class TestABrokenLock:
    def test_is_caught_by_the_check_constraint_and_heard_of(self, shop):
        break_function(STOCK_LOCK, DAWDLE)
        assert "stock_never_oversold" in complaints(scenarios.last_unit, shop)

    def test_and_a_removed_check_oversell_and_are_heard_of(self, shop, without):
        without("inventory_stocklevel", "stock_never_oversold")
        break_function(STOCK_LOCK, DAWDLE)
        said = complaints(scenarios.last_unit, shop)
        assert "LAST: sold" in said
        assert "stock.never_oversold" in said

    def test_order_ends_in_a_deadlock_and_is_heard_of(self, shop):
        break_function(ONE_BY_ONE)
        assert "deadlock detected" in complaints(scenarios.opposite_order, shop)


class TestAMissingStockCheck:
    def test_alone_is_stopped_by_the_constraint_and_heard_of(self, shop):
        break_function(STOCK_CHECK)
        assert "stock_never_oversold" in complaints(scenarios.last_unit, shop)

    def test_without_the_constraint_is_heard_of(self, shop, without):
        without("inventory_stocklevel", "stock_never_oversold")
        break_function(STOCK_CHECK)
        assert "LAST: sold" in complaints(scenarios.last_unit, shop)


class TestAForgottenKey:
    def test_is_caught_by_its_unique_index_and_heard_of(self, shop):
        break_function(KEY)
        assert "idempotency_key_once" in complaints(scenarios.same_key, shop)

    def test_without_the_index_makes_several_orders_and_is_heard_of(self, shop, without):
        without("plumbing_idempotencykey", "idempotency_key_once")
        break_function(KEY)
        assert f"has {scenarios.BUYERS} orders" in complaints(scenarios.same_key, shop)


class TestTheHistoryChecker:
    """Damage done by hand, of each kind it has to find."""

    @pytest.mark.parametrize(
        ("damage", "complaint"),
        [
            ("TRUNCATE orders_order CASCADE", "is not there"),
            ("UPDATE orders_order SET number = 'B-0'", "stored B-0"),
            ("UPDATE orders_order SET email = 'eve@example.com'", "not what was asked for"),
            ("DELETE FROM orders_orderline", "has no lines"),
            ("UPDATE orders_orderline SET quantity = 9, total_minor = 9 * unit_minor", "not what"),
            ("UPDATE orders_orderline SET unit_minor = 1, total_minor = quantity", "not add up"),
            ("DELETE FROM payments_payment", "has 0 payments"),
            ("DELETE FROM inventory_commitment", "set 0 units aside"),
            ("DELETE FROM plumbing_idempotencykey", "nobody asked for it"),
        ],
    )
    def test_finds(self, shop, damage, complaint):
        request = shop.request(("CUP", 2))
        client = scenarios.client_of(request)
        scenarios.hear(client, lambda: purchase(request, now=NOW))
        assert scenarios.story_problems([client]) == []
        with connection.cursor() as cursor:
            cursor.execute(damage)
        assert complaint in " | ".join(scenarios.story_problems([client]))

    def test_finds_a_second_order_for_one_key(self, shop):
        request = shop.request(("CUP", 2))
        client = scenarios.client_of(request)
        scenarios.hear(client, lambda: purchase(request, now=NOW))
        client.acknowledged.append(Order("B-0", 1))
        assert "several orders" in " | ".join(scenarios.story_problems([client]))

    def test_finds_an_order_whose_client_was_refused(self, shop):
        request = shop.request(("CUP", 2))
        client = scenarios.client_of(request)
        purchase(request, now=NOW)
        client.refusals.append("out_of_stock")
        assert "was refused" in " | ".join(scenarios.story_problems([client]))
