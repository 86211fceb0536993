"""Prices that change at a moment or by a rule."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from balcao.domains.catalog.models import Product
from balcao.domains.pricing.errors import (
    BadPrice,
    BadRepricing,
    BadSchedule,
    MarginTooLow,
    NoSuchRepricing,
    RepricingState,
    ScheduleOver,
)
from balcao.domains.pricing.operations import (
    apply_due,
    apply_repricing,
    cancel_schedule,
    plan_repricing,
    schedule_price,
    set_prices,
    undo_repricing,
)
from balcao.domains.pricing.queries import prices_of, repriced_rows, repricing_by_id, schedules_of
from balcao.domains.pricing.values import VariantPrice
from balcao.domains.pricing.values.changes import Action, CompareAt, RepriceRule
from tests.shop import NOW, Shop, brl, open_shop

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def shop() -> Shop:
    return open_shop()


def price(shop: Shop, sku: str) -> VariantPrice:
    return prices_of([shop.variants[sku]], "BRL")[shop.variants[sku]]


def put(shop: Shop, sku: str, amount: str, **more: Any) -> None:
    wanted = VariantPrice(shop.variants[sku], brl(amount), **more)
    set_prices(store_id=shop.store_id, prices=[wanted], now=NOW)


def plan(shop: Shop, action: Action = Action.PERCENT, value: int = -100_000, **said: Any) -> UUID:
    rule = RepriceRule(action=action, value=value, **said)
    return plan_repricing(store_id=shop.store_id, currency="BRL", rule=rule, actor="ana", now=NOW)


def apply(shop: Shop, repricing_id: UUID) -> None:
    apply_repricing(store_id=shop.store_id, repricing_id=repricing_id, now=LATER)


def undo(shop: Shop, repricing_id: UUID) -> None:
    undo_repricing(store_id=shop.store_id, repricing_id=repricing_id, now=LATER)


class TestSchedules:
    def schedule(self, shop, amount="30.00", due_at=LATER, **more):
        wanted = VariantPrice(shop.variants["CUP"], brl(amount), **more)
        return schedule_price(
            store_id=shop.store_id, price=wanted, due_at=due_at, actor="ana", now=NOW
        )

    def test_set_the_price_at_the_moment_and_keep_the_cost(self, shop):
        put(shop, "CUP", "39.00", cost=brl("12.00"))
        self.schedule(shop, compare_at=brl("39.00"))
        assert apply_due(now=LATER - timedelta(seconds=1)) == 0
        assert price(shop, "CUP").amount == brl("39.00")
        assert apply_due(now=LATER) == 1
        cup = shop.variants["CUP"]
        assert price(shop, "CUP") == VariantPrice(cup, brl("30.00"), brl("39.00"), brl("12.00"))

    def test_are_set_once(self, shop):
        self.schedule(shop)
        apply_due(now=LATER)
        put(shop, "CUP", "35.00")
        assert apply_due(now=LATER) == 0
        assert price(shop, "CUP").amount == brl("35.00")

    def test_are_set_in_the_order_of_their_moments(self, shop):
        self.schedule(shop, "20.00", LATER + timedelta(minutes=2))
        self.schedule(shop, "30.00", LATER)
        assert apply_due(now=LATER + timedelta(days=1)) == 2
        assert price(shop, "CUP").amount == brl("20.00")

    def test_can_be_canceled_until_then(self, shop):
        made = self.schedule(shop)
        for _ in range(2):
            cancel_schedule(store_id=shop.store_id, schedule_id=made, now=NOW)
        assert apply_due(now=LATER) == 0
        assert [one.status for one in schedules_of(shop.store_id)] == ["canceled"]

    def test_cannot_be_canceled_afterwards(self, shop):
        made = self.schedule(shop)
        apply_due(now=LATER)
        with pytest.raises(ScheduleOver):
            cancel_schedule(store_id=shop.store_id, schedule_id=made, now=LATER)

    def test_refuse_a_moment_that_is_over_or_taken(self, shop):
        with pytest.raises(BadSchedule):
            self.schedule(shop, due_at=NOW)
        self.schedule(shop)
        with pytest.raises(BadSchedule):
            self.schedule(shop, "31.00")

    def test_refuse_a_price_nobody_means(self, shop):
        with pytest.raises(BadPrice):
            self.schedule(shop, compare_at=brl("29.99"))


class TestPlanning:
    def test_changes_nothing_yet(self, shop):
        made = plan(shop)
        assert price(shop, "CUP").amount == brl("39.00")
        rows = {row.variant_id: row for row in repriced_rows(made)}
        assert len(rows) == 4
        assert rows[shop.variants["CUP"]].new_minor == 3510

    def test_finds_what_the_filters_name(self, shop):
        Product.objects.filter(handle="xicara").update(vendor="Serra", tags=["novo", "mesa"])
        product = Product.objects.get(handle="ultimo")
        by_brand = repriced_rows(plan(shop, brand="Serra"))
        by_tag = repriced_rows(plan(shop, tag="mesa"))
        by_product = repriced_rows(plan(shop, product_ids=(product.id,)))
        assert [row.variant_id for row in by_brand] == [shop.variants["CUP"]]
        assert [row.variant_id for row in by_tag] == [shop.variants["CUP"]]
        assert [row.variant_id for row in by_product] == [shop.variants["LAST"]]
        with pytest.raises(BadRepricing):
            plan(shop, brand="Serra", tag="velho")

    def test_leaves_rows_below_the_margin_out(self, shop):
        put(shop, "CUP", "39.00", cost=brl("30.00"))
        put(shop, "LAST", "500.00", cost=brl("100.00"))
        made = plan(shop, guard_ppm=300_000)
        planned = repriced_rows(made, outcome="planned")
        assert [row.variant_id for row in planned] == [shop.variants["LAST"]]
        assert (
            len(repriced_rows(made, outcome="below")) == repricing_by_id(shop.store_id, made).below
        )
        assert repricing_by_id(shop.store_id, made).below == 3

    def test_refuses_all_of_it_when_told_so(self, shop):
        put(shop, "CUP", "39.00", cost=brl("30.00"))
        with pytest.raises(MarginTooLow) as refusal:
            plan(shop, guard_ppm=300_000, skip_below=False)
        assert "CUP" in refusal.value.facts["skus"]

    def test_refuses_a_rule_that_changes_nothing(self, shop):
        with pytest.raises(BadRepricing):
            plan(shop, value=0)


class TestApplying:
    def test_sets_the_planned_prices(self, shop):
        made = plan(shop, rounding="end:90", compare_at=CompareAt.OLD)
        apply(shop, made)
        assert price(shop, "CUP").amount == brl("34.90")
        assert price(shop, "CUP").compare_at == brl("39.00")
        found = repricing_by_id(shop.store_id, made)
        assert (found.status, found.done, found.outcomes) == ("applied", 4, (("applied", 4),))

    def test_leaves_a_price_alone_that_somebody_changed_since(self, shop):
        made = plan(shop)
        put(shop, "CUP", "50.00")
        apply(shop, made)
        assert price(shop, "CUP").amount == brl("50.00")
        (left,) = repriced_rows(made, outcome="changed")
        assert left.variant_id == shop.variants["CUP"]

    def test_happens_once(self, shop):
        made = plan(shop)
        apply(shop, made)
        with pytest.raises(RepricingState):
            apply(shop, made)

    def test_goes_on_where_it_ended(self, shop, monkeypatch):
        monkeypatch.setattr("balcao.domains.pricing.operations.repricing.PART", 1)
        made = plan(shop)
        apply(shop, made)
        assert repricing_by_id(shop.store_id, made).done == 4

    def test_is_for_the_store_of_the_prices(self, shop):
        made = plan(shop)
        with pytest.raises(NoSuchRepricing):
            apply_repricing(store_id=shop.store_id + 1, repricing_id=made, now=LATER)


class TestUndoing:
    def test_puts_the_old_prices_back(self, shop):
        put(shop, "CUP", "39.00", compare_at=brl("45.00"))
        before = price(shop, "CUP")
        made = plan(shop, compare_at=CompareAt.NONE)
        apply(shop, made)
        undo(shop, made)
        assert price(shop, "CUP") == before
        assert repricing_by_id(shop.store_id, made).outcomes == (("undone", 4),)

    def test_keeps_what_somebody_changed_since_even_back_and_forth(self, shop):
        made = plan(shop)
        apply(shop, made)
        put(shop, "CUP", "50.00")
        put(shop, "CUP", "35.10")
        undo(shop, made)
        assert price(shop, "CUP").amount == brl("35.10")
        assert price(shop, "LAST").amount == brl("500.00")
        (kept,) = repriced_rows(made, outcome="kept")
        assert kept.variant_id == shop.variants["CUP"]

    def test_needs_something_that_was_applied(self, shop):
        made = plan(shop)
        with pytest.raises(RepricingState):
            undo(shop, made)
