"""Those who tell shoppers against each other, and against shoppers who ask."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from functools import partial

import pytest

from balcao.domains.replenishment.models import StockNotice
from balcao.domains.replenishment.operations import ask_for_notice, call_waiting
from balcao.entrypoints.emails.back_in_stock import tell_shopper
from balcao.entrypoints.emails.models import KeptMail
from tests.domains.inventory.stock import doing
from tests.races.crowd import at_once, granted, refused

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def ask(shop, email):
    ask_for_notice(
        store_id=shop.store_id, variant_id=shop.variants["LAST"], email=email, language="pt-br",
        now=datetime.now(UTC),
    )  # fmt: skip


class TestNotices:
    def test_asked_for_by_a_double_click_are_one(self, shop):
        doing(shop, "write_off", "LAST", quantity=1)
        at_once([partial(ask, shop, "ana@example.com")] * 12)
        assert StockNotice.objects.count() == 1

    def test_are_given_their_turn_once_and_to_three_for_each_unit(self, shop):
        doing(shop, "write_off", "LAST", quantity=1)
        for n in range(20):
            ask(shop, f"shopper{n}@example.com")
        doing(shop, "receive_stock", "LAST", quantity=2)
        now = datetime.now(UTC)
        turns = at_once([partial(call_waiting, store_id=shop.store_id, now=now)] * 8)
        called = [one for turn in turns for one in turn]
        assert len(called) == len(set(called)) == 6

    def test_are_mailed_once_by_many_workers(self, shop, settings):
        settings.EMAIL_BACKEND = "balcao.entrypoints.emails.keeping.KeepMail"
        doing(shop, "write_off", "LAST", quantity=1)
        for n in range(3):
            ask(shop, f"shopper{n}@example.com")
        doing(shop, "receive_stock", "LAST", quantity=1)
        now = datetime.now(UTC)
        called = call_waiting(store_id=shop.store_id, now=now)
        mails = [partial(tell_shopper, notice_id=one, now=now) for one in called * 4]
        answers = at_once(mails)
        assert granted(answers).count(True) == 3
        assert set(refused(answers)) <= {"mail_being_sent"}
        recipients = Counter(KeptMail.objects.values_list("recipient", flat=True))
        assert recipients == {f"shopper{n}@example.com": 1 for n in range(3)}
