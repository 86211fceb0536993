"""Uses: counted by purchases, given back by rows."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from balcao.domains.promotions.models import Code, Day, Promotion, Use
from balcao.domains.promotions.operations import add_code, give_back
from balcao.domains.promotions.queries import lefts_of, promotion_by_id, uses_page
from balcao.domains.promotions.values import Left
from balcao.plumbing.truths import check_all
from tests.domains.promotions.offers import TODAY, offer, use
from tests.shop import NOW
from tests.truth import assert_books_balance

pytestmark = pytest.mark.django_db
STORE = 1


class TestGivingBack:
    def test_lowers_every_counter_once(self):
        made = offer(STORE)
        code_id = add_code(store_id=STORE, promotion_id=made, text="HELLO", now=NOW)
        order = use(STORE, made, code_id=code_id)
        use(STORE, made, code_id=code_id, shopper="bia@example.com")
        assert [give_back(order_id=order, now=NOW) for _ in range(3)] == [1, 0, 0]
        found = promotion_by_id(STORE, made)
        assert (found.used, found.spent_minor) == (1, 500)
        assert (Code.objects.get().used, Day.objects.get().used) == (1, 1)
        assert_books_balance()

    def test_gives_back_all_promotions_of_an_order(self):
        one, other = offer(STORE), offer(STORE)
        order = use(STORE, one)
        use(STORE, other, order_id=order)
        assert give_back(order_id=order, now=NOW) == 2
        assert set(Promotion.objects.values_list("used", flat=True)) == {0}

    def test_leaves_what_was_used_as_it_was(self):
        made = offer(STORE)
        use(STORE, made)
        with pytest.raises(DatabaseError), transaction.atomic():
            Use.objects.update(amount_minor=1)
        with pytest.raises(DatabaseError), transaction.atomic():
            Use.objects.all().delete()


class TestLefts:
    def test_say_what_is_left_of_each_limit(self):
        free = offer(STORE)
        made = offer(STORE, uses_limit=5, per_shopper_limit=2, per_day_limit=3, budget_minor=1200)
        use(STORE, made)
        use(STORE, made, shopper="bia@example.com", day=TODAY - timedelta(days=1))
        lefts = lefts_of(STORE, [str(free), str(made)], "ana@example.com", TODAY)
        assert lefts == {str(made): Left(uses=3, shopper_uses=1, today=2, budget_minor=200)}

    def test_take_one_statement(self, django_assert_num_queries):
        made = [str(offer(STORE, uses_limit=5)) for _ in range(3)]
        with django_assert_num_queries(1):
            lefts_of(STORE, made, "", TODAY)
        with django_assert_num_queries(0):
            lefts_of(STORE, [], "", TODAY)


class TestUsesPage:
    def test_shows_the_latest_first_with_the_code(self):
        made = offer(STORE)
        code_id = add_code(store_id=STORE, promotion_id=made, text="HELLO", now=NOW)
        orders = [
            use(STORE, made, code_id=code_id, now=NOW + timedelta(minutes=n)) for n in range(3)
        ]
        first = uses_page(STORE, made, limit=2)
        rest = uses_page(STORE, made, limit=2, cursor=first.next_cursor)
        assert [one.order_id for one in (*first.items, *rest.items)] == orders[::-1]
        assert {one.code for one in first.items} == {"HELLO"}


class TestInvariants:
    @pytest.mark.parametrize(
        ("name", "limits", "breaking"),
        [
            ("promotions.shoppers", {}, {"per_shopper_limit": 1}),
            ("promotions.days", {}, {"per_day_limit": 1}),
            ("promotions.counts", {}, {"used": 7}),
            ("promotions.counts", {}, {"spent_minor": 7}),
            ("promotions.limits", {}, {"used": 1, "uses_limit": 1}),
            ("promotions.limits", {}, {"spent_minor": 5, "budget_minor": 5}),
        ],
    )
    def test_find_what_is_broken(self, name, limits, breaking):
        made = offer(STORE, **limits)
        use(STORE, made)
        use(STORE, made)
        assert_books_balance()
        Promotion.objects.filter(pk=made).update(**breaking)
        assert name in {finding.invariant.name for finding in check_all() if not finding.holds}

    def test_find_a_day_and_a_code_that_count_wrong(self):
        made = offer(STORE)
        code_id = add_code(store_id=STORE, promotion_id=made, text="HELLO", now=NOW)
        use(STORE, made, code_id=code_id)
        Code.objects.update(used=2)
        Day.objects.update(used=2)
        broken = {f.invariant.name: f for f in check_all() if not f.holds}
        assert len(broken["promotions.counts"].breaches) == 2
