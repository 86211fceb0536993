"""Two workers, one outbox."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.db import connection

from balcao.domains.checkout.operations import purchase
from balcao.domains.customers.models import Customer
from balcao.domains.orders.events import OrderPlaced
from balcao.plumbing.models import OutboxDelivery, OutboxEvent
from balcao.plumbing.outbox import on
from balcao.plumbing.outbox.registry import SUBSCRIBERS
from balcao.plumbing.outbox.relay import deliver_all
from tests.races import scenarios
from tests.races.crowd import at_once
from tests.shop import NOW

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def listen() -> Iterator[Callable[[Callable[[OrderPlaced], Any]], None]]:
    """Subscribe to placed orders until the test is over."""
    before = dict(SUBSCRIBERS[OrderPlaced.name])
    yield lambda function: on(OrderPlaced)(function) and None
    SUBSCRIBERS[OrderPlaced.name] = before


class TestTwoRelays:
    def test_take_each_event_in_once(self, shop):
        for _ in range(5):
            purchase(shop.request(("CUP", 1)), now=NOW)
        at_once([partial(deliver_all, now=NOW)] * 4)
        assert Customer.objects.count() == 1
        assert not OutboxEvent.objects.filter(done_at__isnull=True).exists()
        assert not OutboxDelivery.objects.exclude(attempts=1).exists()
        assert scenarios.breaches() == []

    def test_never_repeat_an_effect_because_the_other_one_failed(self, shop, listen):
        effects: list[str] = []

        def moody(fact):
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_sleep(0.02)")
            if len(effects) == 0 and connection.connection.info.backend_pid % 2:
                raise ValueError("not now")
            effects.append(str(fact.order_id))

        listen(moody)
        purchase(shop.request(("CUP", 1)), now=NOW)
        for wait in range(8):
            at_once([partial(deliver_all, now=NOW + timedelta(minutes=5 * wait))] * 3)
        rows = OutboxDelivery.objects.filter(subscriber__endswith="moody")
        assert [row.done_at is not None for row in rows] == [True]
        assert len(effects) == 1


class TestAPoisonedEvent:
    def test_that_the_database_refuses_waits_without_stopping_the_others(self, shop, listen):
        def too_slow(fact):
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL statement_timeout = '20ms'; SELECT pg_sleep(5)")

        listen(too_slow)
        for _ in range(2):
            purchase(shop.request(("CUP", 1)), now=NOW)
        deliver_all(now=NOW)
        failed = OutboxDelivery.objects.filter(subscriber__endswith="too_slow")
        assert [row.attempts for row in failed] == [1, 1]
        assert all(
            "QueryCanceled" in row.last_error or "timeout" in row.last_error for row in failed
        )
        assert Customer.objects.count() == 1

    def test_is_given_up_in_the_end_and_waits_for_a_person(self, shop, listen):
        def broken(fact):
            raise ValueError("always")

        listen(broken)
        purchase(shop.request(("CUP", 1)), now=NOW)
        for wait in range(10):
            deliver_all(now=NOW + timedelta(hours=wait))
        row = OutboxDelivery.objects.get(subscriber__endswith="broken")
        assert (row.attempts, row.next_at, row.done_at) == (8, None, None)
        assert not OutboxEvent.objects.filter(done_at__isnull=True).exists()
