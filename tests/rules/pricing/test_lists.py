"""Which price wins."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import permutations
from typing import Any
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from balcao.domains.pricing.rules.lists import percent_off, unit_price
from balcao.domains.pricing.values.lists import ChosenPrice, ListKind, PriceListHead, Tier
from balcao.kernel.window import Window

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
ONE, TWO = UUID(int=1), UUID(int=2)
NOBODY: frozenset[str] = frozenset()
VIP = frozenset({"vip"})


def head(list_id: UUID = ONE, **said: Any) -> PriceListHead:
    said.setdefault("window", Window(NOW - timedelta(days=1)))
    return PriceListHead(id=list_id, name="List", currency="BRL", **said)


class TestUnitPrice:
    def test_is_the_base_price_when_no_list_speaks(self):
        assert unit_price(1000, {}, [head()], NOBODY, 1, NOW) == ChosenPrice(1000)

    def test_keeps_the_base_prices_comparison(self):
        chosen = unit_price(1000, {}, [], NOBODY, 1, NOW, base_compare_at_minor=1200)
        assert chosen == ChosenPrice(1000, None, 1200)

    def test_is_nothing_when_nothing_says_a_price(self):
        assert (
            unit_price(None, {}, [head(kind=ListKind.PERCENT, off_ppm=1)], NOBODY, 1, NOW) is None
        )

    def test_takes_an_entry_without_a_base_price(self):
        assert unit_price(None, {ONE: [Tier(1, 700)]}, [head()], NOBODY, 1, NOW) == ChosenPrice(
            700, ONE
        )

    def test_takes_the_highest_tier_reached(self):
        entries = {ONE: [Tier(1, 900), Tier(10, 800), Tier(100, 700)]}
        prices = [unit_price(1000, entries, [head()], NOBODY, n, NOW) for n in (1, 9, 10, 99, 100)]
        assert [p.amount_minor for p in prices if p] == [900, 900, 800, 800, 700]

    def test_asks_lists_of_groups_for_members_only(self):
        entries, heads = {ONE: [Tier(1, 500)]}, [head(groups=VIP)]
        stranger = unit_price(1000, entries, heads, NOBODY, 1, NOW)
        member = unit_price(1000, entries, heads, VIP, 1, NOW)
        assert stranger == ChosenPrice(1000)
        assert member == ChosenPrice(500, ONE)

    def test_counts_the_start_and_not_the_end_of_a_period(self):
        heads = [head(window=Window(NOW, NOW + timedelta(hours=1)))]
        entries = {ONE: [Tier(1, 500)]}
        moments = [NOW - timedelta(seconds=1), NOW, NOW + timedelta(hours=1)]
        prices = [unit_price(1000, entries, heads, NOBODY, 1, at) for at in moments]
        assert [p.amount_minor for p in prices if p] == [1000, 500, 1000]

    def test_lets_priority_win_over_a_lower_price(self):
        heads = [head(ONE, priority=1), head(TWO, priority=2)]
        entries = {ONE: [Tier(1, 500)], TWO: [Tier(1, 600)]}
        chosen = unit_price(1000, entries, heads, NOBODY, 1, NOW)
        assert chosen is not None
        assert chosen.list_id == TWO

    def test_passes_over_a_list_that_says_nothing(self):
        heads = [head(ONE, priority=1), head(TWO, priority=2)]
        chosen = unit_price(1000, {ONE: [Tier(1, 500)], TWO: [Tier(5, 1)]}, heads, NOBODY, 1, NOW)
        assert chosen is not None
        assert chosen.list_id == ONE

    def test_does_not_depend_on_the_order_of_lists(self):
        three = [head(UUID(int=n), priority=n % 2) for n in range(1, 4)]
        entries = {one.id: [Tier(1, 500)] for one in three}
        answers = {unit_price(900, entries, p, NOBODY, 1, NOW) for p in permutations(three)}
        assert len(answers) == 1

    def test_compares_a_reduction_for_everybody_to_the_base_price(self):
        chosen = unit_price(1000, {ONE: [Tier(1, 800)]}, [head()], NOBODY, 1, NOW)
        assert chosen == ChosenPrice(800, ONE, 1000)

    def test_lets_entries_be_exceptions_of_a_list_of_percents(self):
        heads = [head(kind=ListKind.PERCENT, off_ppm=100_000)]
        plain = unit_price(1000, {}, heads, NOBODY, 1, NOW)
        special = unit_price(1000, {ONE: [Tier(1, 950)]}, heads, NOBODY, 1, NOW)
        assert plain is not None
        assert special is not None
        assert (plain.amount_minor, special.amount_minor) == (900, 950)


class TestPercentOff:
    def test_rounds_halves_up(self):
        assert percent_off(25, 500_000) == 13

    @given(st.integers(0, 10**12), st.integers(0, 10**6), st.sampled_from(["", "end:90", "step:5"]))
    def test_stays_between_nothing_and_the_base_price(self, base, off, rounding):
        assert 0 <= percent_off(base, off, rounding) <= base
