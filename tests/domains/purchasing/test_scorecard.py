from __future__ import annotations

from datetime import date, timedelta

import pytest

from balcao.domains.purchasing import operations
from balcao.domains.purchasing.queries import lead_time_of, scorecard_of
from tests.domains.purchasing.buying import receive
from tests.shop import NOW

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def card(buying):
    return scorecard_of(buying.supplier_id, since=date(2026, 1, 1), until=date(2027, 12, 31))


class TestScorecard:
    def test_of_nobody_to_judge_says_nothing(self, buying):
        score = card(buying).score
        assert (score.lines, score.on_time_in_full, score.price_change) == (0, None, None)

    def test_counts_lines_that_came_in_time_and_whole(self, buying):
        # expected after 10 days: one in time and whole, one late, one short, one not at all
        orders = [buying.sent(("CUP", 10)) for _ in range(4)]
        receive(orders[0], (1, 10, 0), now=NOW + 9 * DAY)
        receive(orders[1], (1, 10, 0), now=NOW + 12 * DAY)
        receive(orders[2], (1, 6, 0), now=NOW + 10 * DAY)
        score = card(buying).score
        assert (score.lines, score.on_time, score.in_full, score.on_time_in_full) == (
            4, 500, 500, 250,
        )  # fmt: skip
        assert (score.lead_days_mean, score.lead_samples) == (10.33, 3)
        assert card(buying).lead_days == ((9, 1), (10, 1), (12, 1))

    def test_judges_by_the_day_that_was_agreed_first(self, buying):
        order_id = buying.sent(("CUP", 10))
        operations.confirm_expected(
            order_id=order_id, expected_at=NOW + 30 * DAY, by="bob", now=NOW
        )
        receive(order_id, (1, 10, 0), now=NOW + 20 * DAY)
        assert card(buying).score.on_time == 0

    def test_forgets_receipts_that_were_taken_back(self, buying):
        order_id = buying.sent(("CUP", 10))
        receipt = receive(order_id, (1, 10, 0))
        operations.reverse_receipt(receipt_id=receipt, reason="", by="bob", now=NOW)
        score = card(buying).score
        assert (score.in_full, score.lead_samples, score.damaged) == (0, 0, None)

    def test_tells_how_prices_and_quality_went(self, buying):
        receive(buying.sent(("CUP", 10)), (1, 9, 1))
        buying.offer("CUP", (1, 2300, 1))
        receive(buying.sent(("CUP", 10)), (1, 10, 0))
        back = buying.to_return(("CUP", 1, 0))
        operations.approve_return(return_id=back, by="bob", now=NOW)
        operations.send_return(return_id=back, by="bob", now=NOW)
        score = card(buying).score
        assert (score.price_change, score.damaged, score.returned) == (150, 50, 50)


class TestLeadTime:
    def test_is_what_was_promised_until_enough_was_seen(self, buying):
        cup = buying.variant("CUP")
        promised = lead_time_of(buying.supplier_id, cup, now=NOW)
        assert (promised.mean_days, promised.spread_days, promised.samples) == (10, 0, 0)
        for days in (8, 10, 12):
            receive(buying.sent(("CUP", 10)), (1, 10, 0), now=NOW + days * DAY)
        seen = lead_time_of(buying.supplier_id, cup, now=NOW + 20 * DAY)
        assert (seen.mean_days, seen.spread_days, seen.samples) == (10, 2, 3)

    def test_of_an_item_never_seen_is_that_of_its_supplier(self, buying):
        for days in (4, 5, 6):
            receive(buying.sent(("CUP", 10)), (1, 10, 0), now=NOW + days * DAY)
        vase = lead_time_of(buying.supplier_id, buying.variant("VASE-S"), now=NOW + 20 * DAY)
        assert (vase.mean_days, vase.samples) == (5, 3)

    def test_of_an_item_with_its_own_promise_is_that(self, buying):
        buying.offer("LAST", (1, 1, 1), lead_time_days=45)
        assert lead_time_of(buying.supplier_id, buying.variant("LAST"), now=NOW).mean_days == 45
