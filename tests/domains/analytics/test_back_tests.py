"""Back-tests on orders that were really placed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection

from balcao.domains.analytics import operations
from balcao.domains.analytics.errors import (
    BackTestNotDone,
    BackTestOver,
    BadBackTest,
    NoSuchBackTest,
)
from balcao.domains.analytics.models import BackTest
from balcao.domains.analytics.queries import (
    back_test_by_id,
    back_tests_page,
    result_of,
    result_rows,
)
from balcao.domains.analytics.values import Beside, State
from balcao.domains.checkout.queries import quote_wish
from balcao.domains.checkout.queries.store_rules import forget_rules
from balcao.domains.checkout.rules import wish_of
from balcao.domains.customers.operations import add_customer, add_members, create_segment
from balcao.domains.customers.values import SegmentEdit
from balcao.domains.orders.operations import cancel_order
from balcao.domains.orders.queries import order_by_id
from balcao.domains.pricing.operations import load_tax_table, set_prices
from balcao.domains.pricing.values import VariantPrice
from balcao.domains.pricing.values.changes import Action, RepriceRule
from balcao.domains.promotions.models import Promotion
from tests.domains.analytics.conftest import BASKETS, END, Sales, place_all
from tests.offers import offer, percent
from tests.shop import NOW, brl, open_shop

LATER = END + timedelta(days=1)


def draft(shop, rule, **columns):
    made = offer(shop, rule, **columns)
    Promotion.objects.filter(pk=made).update(status="draft")
    forget_rules()
    return made


def ask(sales, promotion_id, beside=Beside.ON_TOP, **changes):
    said = {"promotion_id": promotion_id, "beside": beside, "by": "eva@example.com", "now": LATER}
    return operations.ask_promotion_test(
        store_id=sales.shop.store_id, **{**said, **sales.period, **changes}
    )


def run(sales, asked, **more):
    ended = operations.run_back_test(back_test_id=asked, clock=lambda: LATER, **more)
    assert ended is State.DONE, back_test_by_id(sales.shop.store_id, asked).problem
    return result_of(sales.shop.store_id, asked)


class TestPromotionThatWouldHaveBeenActive:
    def test_gives_what_the_shop_would_have_given(self, sales):
        rule = percent(1_500, when={"kind": "quantity", "at_least": 3})
        tried = run(sales, ask(sales, draft(sales.shop, rule)))
        offer(sales.shop, rule)
        forget_rules()
        quotes = [
            quote_wish(
                wish_of(sales.shop.request(*basket, email=f"shopper{nr % 3}@example.com")),
                now=NOW + timedelta(days=nr),
            )
            for nr, basket in enumerate(BASKETS)
        ]
        given = [quote.discount.minor for quote in quotes]
        assert tried.total.discount_after == sum(given) > 0
        assert tried.total.touched == sum(one > 0 for one in given) == 3
        assert tried.total.paid_after == sum(quote.total.minor for quote in quotes)
        assert [day.discount_after for day in tried.days.values()] == given

    def test_changes_nothing_where_it_was_active_all_the_time(self, shop):
        promotion = offer(shop, percent(1_000), code="")
        sales = Sales(shop, place_all(shop))
        for beside in (Beside.INSTEAD, Beside.ON_TOP, Beside.WITH_ACTIVE):
            total = run(sales, ask(sales, promotion, beside)).total
            assert total.discount_before == total.discount_after > 0, beside
            assert total.touched == total.margin_change == total.paid_change == 0

    def test_gives_within_its_limits_in_the_order_of_time(self, sales):
        promotion = draft(sales.shop, percent(1_000), per_shopper_limit=1, budget_minor=2_500)
        days = run(sales, ask(sales, promotion), part=2).days
        # 3.90, then 20.69, then what is left of 25.00.
        assert [one.discount_after for one in days.values()] == [390, 2069, 41, 0, 0, 0]

    def test_sees_who_had_bought_before(self, sales):
        rule = percent(1_000, when={"kind": "first_order"})
        total = run(sales, ask(sales, draft(sales.shop, rule)), part=1).total
        assert total.touched == 3

    def test_is_added_up_by_segment(self, sales):
        store_id = sales.shop.store_id
        edit = SegmentEdit(name="Patrons", rule=None)
        segment = create_segment(store_id=store_id, edit=edit, currency="BRL", now=NOW)
        add_customer(store_id=store_id, email="shopper1@example.com", name="", locale="en", now=NOW)
        add_members(store_id=store_id, segment_id=segment, emails=["shopper1@example.com"], now=NOW)
        rule = percent(1_000, when={"kind": "group", "in": ["patrons"]})
        tried = run(sales, ask(sales, draft(sales.shop, rule)))
        patrons, others = tried.segments["patrons"], tried.segments[""]
        assert (patrons.orders, patrons.touched, others.orders, others.touched) == (2, 2, 4, 0)
        assert patrons.discount_after == tried.total.discount_after > 0

    def test_has_a_margin_where_costs_are_known(self, sales):
        costs = [VariantPrice(sales.shop.variants["CUP"], brl("39.00"), cost=brl("20.00"))]
        set_prices(store_id=sales.shop.store_id, prices=costs, now=NOW)
        total = run(sales, ask(sales, draft(sales.shop, percent(1_000)))).total
        cups = (1, 2, 5)
        assert (total.orders, total.costed, total.uncosted) == (6, 3, 3)
        assert total.cost_before == 2_000 * sum(cups)
        assert total.margin_before == sum(units * 1_900 + 1_500 for units in cups)
        assert total.margin_change == -390 * sum(cups)

    def test_leaves_cancelled_orders_out(self, sales):
        cancel_order(order_id=sales.orders[0], reason="", by="eva@example.com", now=LATER)
        assert run(sales, ask(sales, draft(sales.shop, percent(1_000)))).total.orders == 5

    def test_of_another_store_is_not_found(self, sales):
        asked = ask(sales, draft(sales.shop, percent(1_000)))
        other = open_shop(slug="other").store_id
        with pytest.raises(NoSuchBackTest):
            back_test_by_id(other, asked)
        with pytest.raises(NoSuchBackTest):
            result_of(other, asked)


class TestRunning:
    def test_goes_on_after_a_crash_with_the_same_result(self, sales):
        promotion = draft(sales.shop, percent(1_000), per_shopper_limit=1, uses_limit=4)
        whole = run(sales, ask(sales, promotion))
        asked, seen = ask(sales, promotion), []

        def break_off(done, total):
            seen.append((done, total))
            if done == 4:
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            operations.run_back_test(
                back_test_id=asked, clock=lambda: LATER, part=2, on_progress=break_off
            )
        info = back_test_by_id(sales.shop.store_id, asked)
        assert (info.state, info.done, info.total, info.percent) == ("running", 4, 6, 66)
        with pytest.raises(BackTestNotDone):
            result_of(sales.shop.store_id, asked)
        assert run(sales, asked, part=2) == whole
        assert seen == [(2, 6), (4, 6)]

    def test_twice_tries_no_order_twice(self, sales):
        asked = ask(sales, draft(sales.shop, percent(1_000)))
        once = run(sales, asked)
        assert run(sales, asked) == once
        assert once.total.orders == 6

    def test_ends_where_it_is_cancelled_and_not_again(self, sales):
        asked = ask(sales, draft(sales.shop, percent(1_000)))
        store_id = sales.shop.store_id

        def stop(done, _):
            if done == 2:
                operations.cancel_back_test(store_id=store_id, back_test_id=asked, now=LATER)

        ended = operations.run_back_test(
            back_test_id=asked, clock=lambda: LATER, part=2, on_progress=stop
        )
        assert ended is State.CANCELLED
        info = back_test_by_id(store_id, asked)
        assert (info.done, info.ended_at) == (2, LATER)
        operations.cancel_back_test(store_id=store_id, back_test_id=asked, now=LATER)
        finished = ask(sales, draft(sales.shop, percent(1_000)))
        run(sales, finished)
        with pytest.raises(BackTestOver):
            operations.cancel_back_test(store_id=store_id, back_test_id=finished, now=LATER)

    def test_fails_with_the_reason_on_its_row(self, sales, monkeypatch):
        asked = ask(sales, draft(sales.shop, percent(1_000)))

        def refuse(*_):
            raise BadBackTest("The rules went away.")

        monkeypatch.setattr(operations.running, "known_about", refuse)
        ended = operations.run_back_test(back_test_id=asked, clock=lambda: LATER)
        info = back_test_by_id(sales.shop.store_id, asked)
        assert (ended, info.problem) == (State.FAILED, "The rules went away.")

    def test_keeps_what_it_tries_when_the_promotion_is_changed(self, sales):
        promotion = draft(sales.shop, percent(1_000))
        asked = ask(sales, promotion)
        Promotion.objects.filter(pk=promotion).update(rule=percent(9_000))
        assert (
            run(sales, asked).total.discount_after
            == run(sales, ask(sales, draft(sales.shop, percent(1_000)))).total.discount_after
        )

    def test_reads_a_part_with_few_queries(self, sales, django_assert_max_num_queries):
        asked = ask(sales, draft(sales.shop, percent(1_000)))
        with django_assert_max_num_queries(32):
            run(sales, asked)

    def test_is_written_in_the_trail(self, sales):
        asked = ask(sales, draft(sales.shop, percent(1_000)))
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM analytics_backtestaudit WHERE id = %s", [asked])
            assert cursor.fetchone()[0] >= 1


class TestAsking:
    def test_cuts_off_what_is_not_over(self, sales):
        asked = ask(sales, draft(sales.shop, percent(1)), ends_at=LATER + timedelta(days=9))
        assert back_test_by_id(sales.shop.store_id, asked).ends_at == LATER

    @pytest.mark.parametrize("days", [(1, 2), (-3, -3), (-3, -4)])
    def test_is_refused_for_a_period_that_is_none(self, sales, days):
        starts, ends = (LATER + timedelta(days=one) for one in days)
        with pytest.raises(BadBackTest):
            ask(sales, draft(sales.shop, percent(1)), starts_at=starts, ends_at=ends)
        assert not BackTest.objects.exists()

    def test_is_listed_latest_first(self, sales):
        promotion = draft(sales.shop, percent(1))
        made = [ask(sales, promotion, now=LATER + timedelta(hours=nr)) for nr in range(3)]
        first = back_tests_page(sales.shop.store_id, limit=2)
        rest = back_tests_page(sales.shop.store_id, limit=2, cursor=first.next_cursor)
        assert [one.id for one in (*first.items, *rest.items)] == made[::-1]


class TestOtherPrices:
    def test_by_sku_say_what_they_would_have_brought(self, sales):
        asked = operations.ask_prices_test(
            store_id=sales.shop.store_id,
            prices={"CUP": 4_900},
            title="Cups",
            by="eva@example.com",
            now=LATER,
            **sales.period,
        )
        total = run(sales, asked).total
        assert (total.touched, total.paid_change) == (5, 12 * 1_000)

    def test_of_a_sku_that_nobody_knows_are_refused(self, sales):
        with pytest.raises(BadBackTest) as refused:
            operations.ask_prices_test(
                store_id=sales.shop.store_id,
                prices={"CUP": 1, "CAP": 1},
                title="",
                by="",
                now=LATER,
                **sales.period,
            )
        assert refused.value.facts["skus"] == ["CAP"]

    def test_by_a_rule_change_every_price(self, sales):
        rule = RepriceRule(action=Action.AMOUNT, value=100)
        asked = operations.ask_rule_test(
            store_id=sales.shop.store_id, rule=rule, title="", by="", now=LATER, **sales.period
        )
        assert run(sales, asked).total.paid_change == 16 * 100


class TestOtherTaxes:
    def test_of_a_table_that_is_not_loaded_yet_are_what_the_shop_would_take(self, sales):
        asked = operations.ask_tax_test(
            store_id=sales.shop.store_id, tables=["br_icms"], by="", now=LATER, **sales.period
        )
        tried = run(sales, asked)
        load_tax_table(store_id=sales.shop.store_id, code="br_icms")
        forget_rules()
        quotes = [quote_wish(wish_of(sales.shop.request(*basket)), now=LATER) for basket in BASKETS]
        included = sum(quote.tax_included.minor for quote in quotes)
        assert tried.total.tax_before == 0
        assert tried.total.tax_after == included > 0
        assert sum(after for _, after in tried.jurisdictions.values()) == included

    def test_of_a_rate_that_is_not_ours_are_refused(self, sales):
        with pytest.raises(BadBackTest):
            operations.ask_tax_test(
                store_id=sales.shop.store_id, rates={7: 1}, by="", now=LATER, **sales.period
            )


class TestFile:
    def test_has_a_row_for_everything(self, sales):
        result = run(sales, ask(sales, draft(sales.shop, percent(1_000))))
        head, *rows = result_rows(result)
        assert {len(row) for row in rows} == {len(head)}
        assert [row[0] for row in rows] == ["total", *["day"] * 6, "segment"]
        at = head.index("discount_after")
        assert sum(int(row[at]) for row in rows[1:7]) == int(rows[0][at])


class TestPastOrders:
    def test_are_those_that_were_placed(self, sales):
        asked = ask(sales, draft(sales.shop, percent(1_000)))
        total = run(sales, asked).total
        placed = [order_by_id(one) for one in sales.orders]
        assert total.paid_before == sum(order.total.minor for order in placed)
