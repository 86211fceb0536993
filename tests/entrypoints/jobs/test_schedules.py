from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from balcao.domains.cart.errors import NoSuchCart
from balcao.domains.cart.operations import add_to_cart, open_cart
from balcao.domains.cart.queries import view_cart
from balcao.domains.checkout.operations import purchase, save_details
from balcao.domains.inventory.operations import set_tracking
from balcao.domains.inventory.queries import counts_page
from balcao.domains.inventory.values import LotUnits, Tracking
from balcao.domains.orders.operations import confirm_payment
from balcao.domains.pricing.operations import schedule_price
from balcao.domains.pricing.queries import history_of, prices_of, schedules_of
from balcao.domains.pricing.values import VariantPrice
from balcao.domains.replenishment.queries import alert_counts, latest_run
from balcao.domains.replenishment.values import AlertKind
from balcao.entrypoints.console.boards.books import last_check
from balcao.entrypoints.jobs.planning import plan_every_night
from balcao.entrypoints.jobs.pricing import set_due_prices
from balcao.entrypoints.jobs.queue import app_for_worker
from balcao.entrypoints.jobs.schedules import (
    check_books,
    clean_up,
    look_at_stock,
    make_room_in_ledger,
)
from balcao.plumbing.models import IdempotencyKey, OutboxEvent
from balcao.plumbing.outbox.cleaning import KEPT, forget_told
from balcao.plumbing.outbox.relay import deliver_all
from tests.domains.inventory.stock import doing, level
from tests.shop import ADDRESS, brl, open_shop
from tests.truth import assert_books_balance

pytestmark = pytest.mark.django_db
NOW = datetime.now(UTC)
LONG_AGO = NOW - timedelta(days=120)


class TestSchedules:
    def test_are_known_to_the_worker(self):
        schedules = app_for_worker().periodic_registry.periodic_tasks
        assert {(name, task.cron) for (name, _), task in schedules.items()} == {
            ("backtests.resume", "*/5 * * * *"),
            ("checkout.calls", "* * * * *"),
            ("checkout.sweep", "* * * * *"),
            ("drafts.expire", "* * * * *"),
            ("jobs.stalled", "*/2 * * * *"),
            ("notices.look", "*/5 * * * *"),
            ("reminders.look", "*/5 * * * *"),
            ("reminders.forget", "45 3 * * *"),
            ("segments.hourly", "35 * * * *"),
            ("inventory.partitions", "5 3 * * *"),
            ("wallet.expire", "10 * * * *"),
            ("ledger.partitions", "5 3 * * *"),
            ("ledger.catch_up", "*/15 * * * *"),
            ("reconciliation.again", "50 * * * *"),
            ("risk.alarm", "*/5 * * * *"),
            ("risk.forget", "40 3 * * *"),
            ("plumbing.clean", "15 3 * * *"),
            ("pricing.due", "* * * * *"),
            ("stock.look", "20 3 * * *"),
            ("books.check", "25 3 * * *"),
            ("promotions.attempts", "10 * * * *"),
            ("replenishment.nightly", "40 3 * * *"),
        }


class TestLookAtStock:
    def test_finds_what_runs_low_and_puts_expired_units_aside(self):
        shop = open_shop(NOW)
        how = {"store_id": shop.store_id, "variant_id": shop.variants["CUP"], "now": NOW}
        set_tracking(tracking=Tracking.LOT, **how)
        lots = (LotUnits("A", 4, (NOW - timedelta(days=2)).date()),)
        doing(shop, "receive_stock", quantity=4, lots=lots)
        look_at_stock()
        assert (level(shop).on_hand, level(shop).damaged) == (100, 4)
        kinds = alert_counts(shop.store_id, now=datetime.now(UTC)).by_kind
        assert kinds == {AlertKind.LOW_STOCK: 1, AlertKind.EXPIRING_LOT: 1}
        assert_books_balance()

    def test_plans_the_counts_that_are_due_once(self):
        shop = open_shop()
        look_at_stock()
        look_at_stock()
        (made,) = counts_page(shop.store_id).items
        assert (made.scope, made.class_, made.total, made.author) == ("class", "c", 4, "system")


class TestSetDuePrices:
    def test_sets_what_is_due_once_and_leaves_the_rest(self):
        shop = open_shop(NOW)
        cup, before = shop.variants["CUP"], NOW - timedelta(hours=1)
        for minutes, price in ((30, "35.00"), (90, "31.00")):
            schedule_price(
                store_id=shop.store_id,
                price=VariantPrice(cup, brl(price)),
                due_at=before + timedelta(minutes=minutes),
                actor="ana@example.com",
                now=before,
            )
        set_due_prices()
        set_due_prices()
        assert prices_of([cup], "BRL")[cup].amount == brl("35.00")
        assert [one.status for one in schedules_of(shop.store_id)] == ["waiting", "done"]
        assert [point.amount_minor for point in history_of(shop.store_id, cup, "BRL")] == [
            3_900,
            3_500,
        ]


class TestPlanEveryNight:
    def test_asks_for_one_look_at_each_store(self):
        shop = open_shop(NOW)
        for _ in range(2):
            plan_every_night()
        run = latest_run(shop.store_id)
        assert (run.asked_by, run.ended_at) == ("nightly", None)
        assert ProcrastinateJob.objects.filter(task_name="replenishment.plan").count() == 1


class TestCleanUp:
    def test_forgets_what_nobody_needs_and_keeps_the_books_in_balance(self):
        shop = open_shop(LONG_AGO)
        old = purchase(shop.request(("CUP", 1)), now=LONG_AGO).order_id
        confirm_payment(order_id=old, by="desk", now=LONG_AGO + timedelta(days=118))
        purchase(shop.request(("CUP", 1)), now=NOW)
        deliver_all(now=NOW)
        clean_up()
        assert IdempotencyKey.objects.count() == 1
        assert not OutboxEvent.objects.filter(at__lt=NOW - KEPT).exists()
        assert OutboxEvent.objects.filter(name="orders.placed").count() == 1
        assert_books_balance()

    def test_keeps_old_events_that_wait_for_somebody(self):
        shop = open_shop(LONG_AGO)
        purchase(shop.request(("CUP", 1)), now=LONG_AGO)
        purchase(shop.request(("CUP", 1)), now=NOW)
        assert forget_told() == 0
        deliver_all(now=NOW)
        delivery = OutboxEvent.objects.get(name="orders.placed", at=LONG_AGO).deliveries.first()
        delivery.done_at, delivery.last_error, delivery.attempts = None, "broken", 8
        delivery.save()
        forget_told()
        assert OutboxEvent.objects.filter(name="orders.placed", at=LONG_AGO).exists()

    def test_throws_left_carts_away_with_what_was_typed_for_them(self):
        shop = open_shop(LONG_AGO)
        left, fresh = (
            open_cart(store_id=shop.store_id, currency="BRL", locale="pt-br", now=at)
            for at in (LONG_AGO, NOW)
        )
        for cart_id, at in ((left, LONG_AGO), (fresh, NOW)):
            add_to_cart(cart_id=cart_id, variant_id=shop.variants["CUP"], quantity=1, now=at)
            save_details(cart_id=cart_id, email="ana@example.com", address=ADDRESS, now=at)
        clean_up()
        assert view_cart(fresh, "en").lines
        with pytest.raises(NoSuchCart):
            view_cart(left, "en")
        with connection.cursor() as cursor:
            cursor.execute("SELECT cart_id FROM checkout_checkoutdetails")
            assert cursor.fetchall() == [(fresh,)]


class TestLedger:
    def test_gets_a_partition_for_the_months_to_come(self):
        make_room_in_ledger()
        make_room_in_ledger()
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_inherits"
                " WHERE inhparent = 'inventory_stockmovement'::regclass"
            )
            assert cursor.fetchone()[0] >= 4


class TestCheckBooks:
    def test_keeps_what_it_found_for_the_console(self):
        check_books()
        books = last_check()
        assert books is not None
        assert books.holds
        assert books.by == "nightly"
