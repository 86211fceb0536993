"""The lowest price before a reduction."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from balcao.domains.pricing.rules.history import lowest_before, must_show
from balcao.domains.pricing.values.changes import PricePoint
from balcao.domains.pricing.values.lists import ListKind, PriceListHead
from balcao.kernel.window import Window

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
LIST = UUID(int=1)


def ago(days: float) -> datetime:
    return NOW - timedelta(days=days)


def base(days: float, amount: int | None) -> PricePoint:
    return PricePoint(ago(days), amount)


def entry(days: float, amount: int | None, quantity: int = 1) -> PricePoint:
    return PricePoint(ago(days), amount, LIST, quantity)


def head(starts: float, ends: float | None = None, **said: Any) -> PriceListHead:
    window = Window(ago(starts), None if ends is None else ago(ends))
    return PriceListHead(id=LIST, name="Sale", currency="EUR", window=window, **said)


class TestLowestBefore:
    def test_is_nothing_for_a_price_that_never_changed(self):
        assert lowest_before([base(100, 1000)], [], NOW) is None

    def test_is_the_price_before_the_reduction(self):
        assert lowest_before([base(100, 1000), base(2, 800)], [], NOW) == 1000

    def test_finds_a_lower_price_within_thirty_days(self):
        points = [base(100, 1000), base(20, 700), base(15, 1000), base(2, 800)]
        assert lowest_before(points, [], NOW) == 700

    def test_forgets_a_lower_price_that_ended_thirty_days_before(self):
        points = [base(100, 700), base(32, 1000), base(2, 800)]
        assert lowest_before(points, [], NOW) == 1000

    def test_counts_a_price_that_still_held_within_the_thirty_days(self):
        points = [base(100, 700), base(31.9, 1000), base(2, 800)]
        assert lowest_before(points, [], NOW) == 700

    def test_is_not_fooled_by_raising_the_price_for_a_day(self):
        points = [base(100, 1000), base(3, 1500), base(2, 1000)]
        assert lowest_before(points, [], NOW) == 1000

    def test_counts_days_from_the_reduction_and_not_from_today(self):
        points = [base(100, 700), base(58, 1000), base(29, 800)]
        assert lowest_before(points, [], NOW) == 700

    def test_answers_for_the_days_a_young_product_had(self):
        assert lowest_before([base(5, 900), base(1, 800)], [], NOW) == 900

    def test_sees_a_sale_by_a_list_begin_and_end(self):
        points = [base(100, 1000), entry(50, 600), base(2, 900)]
        assert lowest_before(points, [head(20, 10)], NOW) == 600

    def test_sees_a_list_of_percents(self):
        sale = head(5, kind=ListKind.PERCENT, off_ppm=200_000)
        assert lowest_before([base(100, 1000)], [sale], NOW) == 1000

    def test_leaves_out_prices_of_groups_and_of_tiers(self):
        points = [base(100, 1000), entry(20, 100, quantity=10), base(2, 900)]
        assert lowest_before(points, [head(30)], NOW) == 1000
        points = [base(100, 1000), entry(20, 100), base(2, 900)]
        assert lowest_before(points, [head(30, groups=frozenset({"vip"}))], NOW) == 1000

    def test_passes_over_days_on_which_it_was_not_for_sale(self):
        points = [base(100, 1000), base(10, None), base(2, 800)]
        assert lowest_before(points, [], NOW) == 1000


class TestMustShow:
    @pytest.mark.parametrize(
        ("country", "choice", "is_shown"),
        [
            ("PT", "auto", True),
            ("NO", "auto", True),
            ("BR", "auto", False),
            ("CH", "auto", False),
            ("BR", "always", True),
            ("PT", "never", False),
        ],
    )
    def test_goes_by_the_country_unless_the_store_says_so(self, country, choice, is_shown):
        assert must_show(country, choice) is is_shown
