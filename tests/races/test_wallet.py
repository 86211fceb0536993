"""Stored value: many at once want the same cent, give back one order, cross their accounts."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest

from balcao.domains.wallet import operations, queries
from balcao.domains.wallet.errors import NoSuchCard
from balcao.domains.wallet.values import Program, Take
from balcao.kernel.ids import new_id
from balcao.kernel.money import Money
from tests.races.crowd import at_once, granted, refused
from tests.shop import NOW, Shop, brl
from tests.truth import assert_books_balance

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
ANA = "ana@example.com"
CROWD = 12


@pytest.fixture(autouse=True)
def books(shop: Shop):
    yield
    assert_books_balance()


def card(shop: Shop, amount: str = "50.00", **more):
    made = operations.issue_gift_card(
        store_id=shop.store_id, amount=brl(amount), actor="ana", now=NOW, **more
    )
    return made.account


def spending(shop: Shop, *takes: tuple[object, int], order_id=None, now=NOW):
    return partial(
        operations.spend,
        store_id=shop.store_id,
        order_id=order_id or new_id(),
        takes=[Take(account.id, units, units) for account, units in takes],
        currency="BRL",
        now=now,
    )


def balance(shop: Shop, account) -> int:
    return queries.account_by_id(shop.store_id, account.id).balance


def with_points(shop: Shop) -> None:
    operations.save_program(program=Program(shop.store_id, is_active=True, points_per_major=1))


class TestTheLastCent:
    def test_is_spent_by_one_of_many(self, shop: Shop):
        one = card(shop, "0.01")
        answers = at_once([spending(shop, (one, 1)) for _ in range(CROWD)])
        assert len(granted(answers)) == 1
        assert set(refused(answers)) == {"balance_too_low"}
        assert balance(shop, one) == 0

    def test_is_spent_once_by_an_order_that_asks_many_times(self, shop: Shop):
        one, order = card(shop), new_id()
        answers = at_once([spending(shop, (one, 1000), order_id=order) for _ in range(CROWD)])
        assert len({str(answer) for answer in granted(answers)}) == 1
        assert refused(answers) == []
        assert balance(shop, one) == 4000


class TestGivingBack:
    def test_happens_once(self, shop: Shop):
        one, order = card(shop), new_id()
        spending(shop, (one, 3000), order_id=order)()
        give = partial(operations.give_back, order_id=order, now=NOW)
        answers = at_once([give] * CROWD)
        assert sorted(len(answer) for answer in answers) == [0] * (CROWD - 1) + [1]
        assert balance(shop, one) == 5000

    def test_returns_no_cent_twice_beside_refunds(self, shop: Shop):
        one, order = card(shop), new_id()
        spending(shop, (one, 3000), order_id=order)()
        refunds = [
            partial(
                operations.refund_to,
                store_id=shop.store_id,
                order_id=order,
                amount=brl("7.00"),
                shopper="",
                reference=f"r{n % 3}",
                actor="ana",
                now=NOW,
            )
            for n in range(6)
        ]
        at_once([*refunds, *[partial(operations.give_back, order_id=order, now=NOW)] * 3])
        assert balance(shop, one) == 5000

    def test_makes_one_credit_account_for_many_refunds(self, shop: Shop):
        refunds = [
            partial(
                operations.refund_to,
                store_id=shop.store_id,
                order_id=new_id(),
                amount=brl("1.00"),
                shopper=ANA,
                reference="r",
                actor="ana",
                now=NOW,
            )
            for _ in range(CROWD)
        ]
        assert refused(at_once(refunds)) == []
        [mine] = queries.accounts_of(shop.store_id, ANA)
        assert mine.balance == CROWD * 100


class TestExpiring:
    def test_leaves_a_card_either_spent_or_written_off(self, shop: Shop):
        end = NOW + timedelta(days=1)
        cards = [card(shop, "10.00", expires_at=end) for _ in range(4)]
        before = end - timedelta(seconds=1)
        spends = [spending(shop, (one, 600), now=before) for one in cards for _ in range(2)]
        at_once([*spends, *[partial(operations.expire_due, now=end)] * 3])
        operations.expire_due(now=end)
        for one in cards:
            kinds = [e.kind for e in queries.entries_page(shop.store_id, one.id).items]
            assert kinds.count("expired") == 1
            assert kinds.count("spent") <= 1
            assert balance(shop, one) == 0


class TestTwoAccounts:
    def test_in_opposite_order_never_wait_in_a_circle(self, shop: Shop):
        one, two = card(shop), card(shop)
        there = [spending(shop, (one, 100), (two, 100)) for _ in range(CROWD // 2)]
        back = [spending(shop, (two, 100), (one, 100)) for _ in range(CROWD // 2)]
        answers = at_once([call for pair in zip(there, back, strict=True) for call in pair])
        assert refused(answers) == []
        assert (balance(shop, one), balance(shop, two)) == (5000 - 100 * CROWD,) * 2


class TestPoints:
    def test_are_earned_once_however_often_it_is_told(self, shop: Shop):
        with_points(shop)
        order = new_id()
        earn = partial(
            operations.earn_points,
            store_id=shop.store_id,
            order_id=order,
            shopper=ANA,
            paid=Money(10_000, "BRL"),
            now=NOW,
        )
        assert sum(at_once([earn] * CROWD)) == 100
        take = partial(operations.take_points_back, order_id=order, now=NOW)
        assert sum(at_once([take] * CROWD)) == 100


class TestGuessing:
    def test_is_counted_one_by_one(self, shop: Shop):
        guess = partial(
            operations.look_up_card, store_id=shop.store_id, code="WRONG", who="a", now=NOW
        )
        codes = refused(at_once([guess] * 20))
        assert codes.count(NoSuchCard.code) == 10
        assert codes.count("too_many_gift_card_attempts") == 10
