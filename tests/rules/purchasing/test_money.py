from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balcao.domains.purchasing.errors import BadExchangeRate
from balcao.domains.purchasing.rules.money import (
    check_rate,
    exchange,
    line_total,
    spread,
    value_between,
)
from balcao.kernel.money import Money


def eur(minor: int) -> Money:
    return Money(minor, "EUR")


class TestLineTotal:
    def test_rounds_a_price_by_the_pack_once(self):
        assert line_total(7, 1000, 12) == 583
        assert line_total(12, 1000, 12) == 1000
        assert line_total(3, 1, 2) == 2  # 1.5


class TestExchange:
    def test_knows_how_many_decimals_each_currency_has(self):
        assert exchange(Money(1500, "JPY"), Decimal("0.0348"), "BRL") == Money(5220, "BRL")
        assert exchange(Money(1000, "KWD"), Decimal("17.5"), "BRL") == Money(1750, "BRL")


class TestCheckRate:
    def test_is_one_within_a_currency(self):
        assert check_rate(None, "BRL", "BRL") == 1

    @pytest.mark.parametrize("rate", [None, "", "0", "-1", "NaN", "1e99", "five", "0.12345678901"])
    def test_refuses_what_cannot_be_one(self, rate):
        with pytest.raises(BadExchangeRate):
            check_rate(rate, "EUR", "BRL")

    def test_refuses_another_one_within_a_currency(self):
        with pytest.raises(BadExchangeRate):
            check_rate("2", "BRL", "BRL")


class TestValueBetween:
    @given(
        st.lists(st.integers(1, 50), min_size=1, max_size=8),
        st.integers(0, 10_000),
        st.integers(1, 144),
        st.decimals("0.0001", "1000", places=6),
    )
    def test_parts_add_up_to_the_whole(self, parts, cost, per, rate):
        said = {"cost": eur(cost), "per_units": per, "rate": rate, "to": "BRL"}
        reached = 0
        sums = 0
        for part in parts:
            sums += value_between(reached, reached + part, **said).minor
            reached += part
        assert sums == value_between(0, reached, **said).minor


class TestSpread:
    def test_gives_the_odd_cents_to_the_largest_remainders(self):
        assert spread(eur(100), [9, 9, 9]) == [eur(34), eur(33), eur(33)]
        assert spread(eur(-100), [1, 2]) == [eur(-33), eur(-67)]

    @given(st.integers(-(10**9), 10**9), st.lists(st.integers(0, 10**6), min_size=1, max_size=30))
    def test_loses_no_cent(self, minor, weights):
        if any(weights):
            shares = spread(eur(minor), weights)
            assert sum(one.minor for one in shares) == minor
            assert all(s.minor == 0 for s, w in zip(shares, weights, strict=True) if not w)
