"""Card testing by many at once: the provider is asked no more often than one by one."""

from __future__ import annotations

from functools import partial

import pytest

from balcao.domains.payments.ports import Outcome
from balcao.domains.risk import operations
from balcao.domains.risk.operations.buying import ALARMS
from balcao.domains.risk.rules.limits import ATTEMPTS, QUARTER
from balcao.domains.risk.values import Visitor
from balcao.plumbing.limits import Limit, count_tries
from balcao.plumbing.models import TryCount
from tests.cards import Card, offering
from tests.domains.risk.visits import BY, in_review, pay
from tests.races.crowd import at_once, granted, refused
from tests.shop import NOW, Shop
from tests.truth import assert_books_balance

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
CROWD = 12


@pytest.fixture(autouse=True)
def card(shop: Shop):
    ALARMS.forget()
    with offering(Card()) as provider:
        yield provider
        assert_books_balance()


class TestCounters:
    def test_count_each_of_many_at_once(self, shop: Shop):
        counted = [(Limit("x", 5, QUARTER), "a"), (Limit("y", 100, QUARTER), "b")]
        call = partial(count_tries, store_id=shop.store_id, counted=counted, now=NOW)
        waits = at_once([call] * CROWD)
        assert sum(1 for wait in waits if not wait) == 5
        assert set(TryCount.objects.values_list("tries", flat=True)) == {CROWD}


class TestAttack:
    def test_from_one_device_is_let_through_as_often_as_the_limit_says(self, shop, card):
        card.says = Outcome.CAPTURED
        calls = [
            partial(pay, shop, Visitor("n", "d"), email=f"{nr}@example.com")
            for nr in range(ATTEMPTS["device"] + 6)
        ]
        outcomes = at_once(calls)
        assert outcomes.count("paid") == ATTEMPTS["device"]
        assert outcomes.count("stopped") == 6


class TestReview:
    def test_is_decided_once(self, shop: Shop):
        said = {"store_id": shop.store_id, "order_id": in_review(shop), "note": "", **BY}
        calls = [partial(operations.release, **said), partial(operations.cancel, **said)]
        answers = at_once(calls * (CROWD // 2))
        assert len(granted(answers)) == 1
        assert set(refused(answers)) == {"not_in_review"}
