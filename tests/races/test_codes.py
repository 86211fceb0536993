"""Guessers, makers and importers of codes, all at the same moment."""

from __future__ import annotations

from functools import partial

import pytest

from balcao.domains.promotions.models import Attempt, Code
from balcao.domains.promotions.operations import (
    add_code,
    give_back,
    import_codes,
    make_codes,
    order_batch,
    unlock,
)
from balcao.domains.promotions.operations import batches as batches_file
from balcao.domains.promotions.queries import batch_by_id, promotion_by_id
from tests.domains.promotions.offers import offer, use
from tests.races import scenarios
from tests.races.crowd import at_once, granted, refused
from tests.shop import NOW

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
CROWD = 16


@pytest.fixture
def made(shop):
    return offer(shop.store_id)


def guess(shop, text):
    return partial(unlock, store_id=shop.store_id, texts=[text], attempts_by="ana", now=NOW)


class TestGuessing:
    def test_is_counted_strictly_by_many_at_once(self, shop, made):
        answers = at_once([guess(shop, f"GUESS{n}") for n in range(CROWD)])
        assert refused(answers) == ["too_many_attempts"] * (CROWD - 10)
        assert Attempt.objects.get().failures == 10

    def test_of_a_good_code_costs_nothing(self, shop, made):
        add_code(store_id=shop.store_id, promotion_id=made, text="GOOD", now=NOW)
        answers = at_once([guess(shop, "GOOD")] * CROWD)
        assert [list(one) for one in granted(answers)] == [[str(made)]] * CROWD


class TestMaking:
    def test_twice_ends_in_the_size_of_the_batch(self, shop, made, monkeypatch):
        monkeypatch.setattr(batches_file, "PART", 50)
        batch_id = order_batch(
            store_id=shop.store_id, promotion_id=made, name="", size=1000, by="ana", now=NOW
        )
        counts = at_once([partial(make_codes, batch_id=batch_id, now=NOW)] * 4)
        assert sum(granted(counts)) == 1000
        assert Code.objects.count() == 1000
        assert batch_by_id(shop.store_id, batch_id).state == "done"

    def test_the_same_text_is_done_by_one(self, shop, made):
        add = partial(add_code, store_id=shop.store_id, promotion_id=made, text="ONE", now=NOW)
        assert refused(at_once([add] * CROWD)) == ["code_taken"] * (CROWD - 1)

    def test_from_the_same_file_is_done_once(self, shop, made):
        take = partial(
            import_codes,
            store_id=shop.store_id,
            promotion_id=made,
            name="x",
            lines=["code\n", *(f"CODE{n}\n" for n in range(200))],
            by="ana",
            now=NOW,
        )
        assert refused(at_once([take] * 4)) == ["bad_code_file"] * 3
        assert Code.objects.count() == 200


class TestGivingBack:
    def test_is_done_once_by_many(self, shop, made):
        order = use(shop.store_id, made)
        use(shop.store_id, made, shopper="bia@example.com")
        counts = at_once([partial(give_back, order_id=order, now=NOW)] * CROWD)
        assert sorted(granted(counts)) == [0] * (CROWD - 1) + [1]
        assert promotion_by_id(shop.store_id, made).used == 1
        assert scenarios.breaches() == []
