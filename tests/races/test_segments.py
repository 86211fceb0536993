"""Two orders of one shopper, told at once, and a rule that changes meanwhile."""

from __future__ import annotations

from functools import partial
from uuid import UUID

import pytest

from balcao.domains.customers import operations, queries
from balcao.domains.customers.models import Purchase
from balcao.domains.customers.rules import matches
from balcao.domains.customers.values import PurchaseFacts, SegmentEdit
from balcao.kernel.ids import new_id
from tests.races.crowd import at_once, refused
from tests.shop import NOW, Shop

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
TWICE = {"kind": "orders", "at_least": 2}
FOUR_TIMES = {"kind": "orders", "at_least": 4}


def known(shop: Shop) -> int:
    return operations.add_customer(
        store_id=shop.store_id, email="ana@example.com", name="Ana", locale="en", now=NOW
    )


def segment(shop: Shop, rule) -> UUID:
    return operations.create_segment(
        store_id=shop.store_id, edit=SegmentEdit(name="Best", rule=rule), currency="BRL", now=NOW
    )


def order(shop: Shop, customer_id: int) -> partial:
    facts = PurchaseFacts(order_id=new_id(), at=NOW, spend_minor=100, currency="BRL")
    return partial(
        operations.record_purchase,
        store_id=shop.store_id,
        customer_id=customer_id,
        purchase=facts,
        now=NOW,
    )


class TestTwoOrdersAtOnce:
    def test_are_both_counted_and_the_second_opens_the_segment(self, shop):
        segment(shop, TWICE)
        ana = known(shop)
        both = [order(shop, ana), order(shop, ana)]
        assert refused(at_once([*both, *both])) == []
        assert Purchase.objects.count() == 2
        assert queries.groups_of(shop.store_id, "ana@example.com") == {"best"}


class TestRuleChangedWhileBuying:
    def test_leaves_members_as_the_last_rule_says(self, shop):
        made = segment(shop, TWICE)
        ana = known(shop)

        def change_and_refresh() -> None:
            change(shop, made, FOUR_TIMES)
            operations.refresh_segment(store_id=shop.store_id, segment_id=made, now=NOW)

        assert refused(at_once([change_and_refresh, *(order(shop, ana) for _ in range(3))])) == []
        is_in = queries.groups_of(shop.store_id, "ana@example.com") == {"best"}
        assert is_in == matches(FOUR_TIMES, queries.facts_of(ana), NOW)


class TestMembersByHandWhileARuleComes:
    def test_leaves_members_as_the_rule_says(self, shop):
        made = segment(shop, None)
        ana = known(shop)
        add = partial(
            operations.add_members,
            store_id=shop.store_id,
            segment_id=made,
            emails=["ana@example.com"],
            now=NOW,
        )

        def rule() -> None:
            change(shop, made, TWICE)
            operations.refresh_segment(store_id=shop.store_id, segment_id=made, now=NOW)

        answers = refused(at_once([add, rule, add, order(shop, ana)]))
        assert set(answers) <= {"segment_by_rule"}
        assert queries.segment_by_id(shop.store_id, made).members == 0


class TestTwoStaffEditing:
    def test_lets_one_win_and_tells_the_other(self, shop):
        made = segment(shop, TWICE)
        both = [partial(change, shop, made, rule) for rule in (FOUR_TIMES, None)]
        assert refused(at_once(both)) == ["segment_changed"]
        assert queries.segment_by_id(shop.store_id, made).version == 2


def change(shop: Shop, segment_id: UUID, rule) -> None:
    operations.change_segment(
        store_id=shop.store_id,
        segment_id=segment_id,
        expected_version=1,
        edit=SegmentEdit(name="Best", rule=rule),
        currency="BRL",
        now=NOW,
    )
