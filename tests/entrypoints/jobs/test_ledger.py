"""The books keep up by themselves."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import connection

from balcao.domains.checkout.operations import purchase
from balcao.domains.ledger.queries import journals_of_order
from balcao.domains.ledger.rules.periods import next_month
from balcao.entrypoints.jobs.ledger import catch_up_books, make_room_in_books
from balcao.plumbing.models import OutboxEvent
from balcao.plumbing.outbox.relay import deliver_all
from tests.shop import open_shop

pytestmark = pytest.mark.django_db
NOW = datetime.now(UTC)


class TestCatchUpBooks:
    def test_posts_what_an_event_that_was_given_up_on_has_left_out(self):
        shop = open_shop(NOW)
        purchase(shop.request(("CUP", 1)), now=NOW)
        deliver_all(now=NOW)
        order_id = purchase(shop.request(("CUP", 1)), now=NOW).order_id
        OutboxEvent.objects.update(done_at=NOW)
        assert journals_of_order(order_id) == []
        catch_up_books()
        assert len(journals_of_order(order_id)) == 1


class TestMakeRoom:
    def test_makes_partitions_of_the_month_to_come(self):
        to_come = next_month(NOW.date())
        make_room_in_books()
        with connection.cursor() as cursor:
            cursor.execute("SELECT to_regclass(%s) IS NOT NULL", [f"ledger_entry_{to_come:%Y_%m}"])
            assert cursor.fetchone()[0]
