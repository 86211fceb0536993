"""Prices that several set at once: no repricing twice, no schedule twice, nobody overwritten."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from uuid import UUID

import pytest

from balcao.domains.pricing import operations, queries
from balcao.domains.pricing.models import PriceRecord
from balcao.domains.pricing.values import VariantPrice
from balcao.domains.pricing.values.changes import Action, RepriceRule
from tests.races.crowd import at_once, refused
from tests.shop import NOW, Shop, brl

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
LATER = NOW + timedelta(hours=1)
RULE = RepriceRule(action=Action.PERCENT, value=-100_000)


def price(shop: Shop, sku: str) -> int:
    return queries.prices_of([shop.variants[sku]], "BRL")[shop.variants[sku]].amount.minor


def planned(shop: Shop) -> UUID:
    return operations.plan_repricing(
        store_id=shop.store_id, currency="BRL", rule=RULE, actor="ana", now=NOW
    )


def changes(shop: Shop, sku: str) -> int:
    return PriceRecord.objects.filter(variant_id=shop.variants[sku]).count()


class TestRepricingAppliedByManyAtOnce:
    def test_sets_each_price_once(self, shop):
        made, before = planned(shop), price(shop, "CUP")
        apply = partial(
            operations.apply_repricing, store_id=shop.store_id, repricing_id=made, now=LATER
        )
        answers = at_once([apply] * 4)
        assert set(refused(answers)) <= {"repricing_state"}
        found = queries.repricing_by_id(shop.store_id, made)
        assert (found.status, dict(found.outcomes)) == ("applied", {"applied": found.total})
        assert price(shop, "CUP") == before * 9 // 10
        assert changes(shop, "CUP") == 2


class TestScheduleAppliedByTwoWorkers:
    def test_is_set_once(self, shop):
        wanted = VariantPrice(shop.variants["CUP"], brl("1.00"))
        operations.schedule_price(
            store_id=shop.store_id, price=wanted, due_at=LATER, actor="ana", now=NOW
        )
        counts = at_once([partial(operations.apply_due, now=LATER)] * 4)
        assert sum(counts) == 1
        assert (price(shop, "CUP"), changes(shop, "CUP")) == (100, 2)


class TestRepricingUndoneWhileAPriceIsEdited:
    def test_never_loses_the_edit(self, shop):
        made, before = planned(shop), price(shop, "CUP")
        operations.apply_repricing(store_id=shop.store_id, repricing_id=made, now=LATER)
        edited = VariantPrice(shop.variants["CUP"], brl("77.00"))
        undo = partial(
            operations.undo_repricing, store_id=shop.store_id, repricing_id=made, now=LATER
        )
        edit = partial(
            operations.set_prices,
            store_id=shop.store_id,
            prices=[edited],
            now=LATER + timedelta(seconds=1),
        )
        assert refused(at_once([undo, edit])) == []
        assert price(shop, "CUP") == 7700
        outcomes = dict(queries.repricing_by_id(shop.store_id, made).outcomes)
        assert set(outcomes) <= {"undone", "kept"}
        others = [sku for sku in shop.variants if sku != "CUP"]
        assert before > 0
        assert all(changes(shop, sku) == 3 for sku in others)
