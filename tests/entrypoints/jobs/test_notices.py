"""From units that come in to mails to those who asked."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from balcao.domains.checkout.operations import purchase
from balcao.domains.inventory.operations import set_safety_stock
from balcao.domains.orders.operations import cancel_order
from balcao.domains.replenishment.operations import ask_for_notice
from balcao.entrypoints.emails.models import KeptMail
from balcao.entrypoints.jobs.notices import look_for_waiting
from balcao.plumbing.outbox.relay import deliver_all
from tests.domains.inventory.stock import doing
from tests.jobqueue import empty, failed, waiting, work_off
from tests.shop import NOW, Shop, open_shop


@pytest.fixture
def shop(transactional_db, settings) -> Shop:
    """A shop whose last piece is sold, and two who asked for one today."""
    settings.EMAIL_BACKEND = "balcao.entrypoints.emails.keeping.KeepMail"
    empty()
    found = open_shop()
    doing(found, "write_off", "LAST", quantity=1)
    deliver_all(now=NOW)
    for email in ("ana@example.com", "bia@example.com"):
        ask_for_notice(
            store_id=found.store_id, variant_id=found.variants["LAST"], email=email,
            language="en", now=datetime.now(UTC),
        )  # fmt: skip
    yield found
    empty()


def told():
    work_off()
    assert not failed()
    return list(KeptMail.objects.order_by("id").values_list("recipient", flat=True))


class TestUnitsThatComeIn:
    def test_are_told_once_to_each_who_asked(self, shop):
        doing(shop, "receive_stock", "LAST", quantity=1)
        doing(shop, "receive_stock", "LAST", quantity=1)
        deliver_all(now=NOW)
        assert waiting() == {"notices.call": 1}
        assert sorted(told()) == ["ana@example.com", "bia@example.com"]
        doing(shop, "receive_stock", "LAST", quantity=1)
        deliver_all(now=NOW)
        look_for_waiting()
        assert len(told()) == 2

    def test_of_something_else_disturb_nobody(self, shop):
        doing(shop, "receive_stock", "CUP", quantity=1)
        deliver_all(now=NOW)
        assert not waiting()


class TestUnitsThatAreGivenBack:
    def test_are_told_too(self, shop):
        doing(shop, "receive_stock", "LAST", quantity=1)
        order = purchase(shop.request(("LAST", 1)), now=NOW)
        deliver_all(now=NOW)
        empty()
        cancel_order(order_id=order.order_id, reason="", by="desk", now=NOW)
        deliver_all(now=NOW)
        assert waiting()["notices.call"] == 1


class TestTheClock:
    def test_finds_what_no_event_told_of(self, shop):
        set_safety_stock(
            store_id=shop.store_id, location_id=shop.location_id,
            variant_id=shop.variants["LAST"], units=1,
        )  # fmt: skip
        doing(shop, "receive_stock", "LAST", quantity=1)
        deliver_all(now=NOW)
        assert told() == []
        set_safety_stock(
            store_id=shop.store_id, location_id=shop.location_id,
            variant_id=shop.variants["LAST"], units=0,
        )  # fmt: skip
        look_for_waiting()
        assert len(told()) == 2
