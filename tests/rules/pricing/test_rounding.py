"""Prices that look like prices, and amounts that coins can pay."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balcao.domains.pricing.errors import BadRounding
from balcao.domains.pricing.rules.rounding import (
    CASH_STEPS,
    check_rounding,
    round_cash,
    round_price,
)


class TestRoundPrice:
    @pytest.mark.parametrize(
        ("minor", "rounding", "rounded"),
        [
            (1234, "", 1234),
            (1234, "end:90", 1190),
            (1240, "end:90", 1290),
            (1241, "end:90", 1290),
            (1290, "end:90", 1290),
            (1234, "end:99", 1199),
            (1234, "end:99,up", 1299),
            (1234, "end:0", 1200),
            (1234, "step:500", 1000),
            (1250, "step:500", 1500),
            (1234, "step:500,up", 1500),
            (1499, "step:500,down", 1000),
            (20, "end:90", 90),
            (20, "step:500,down", 500),
            (0, "end:90", 0),
        ],
    )
    def test_finds_the_price_on_the_grid(self, minor, rounding, rounded):
        assert round_price(minor, rounding) == rounded

    @given(st.integers(1, 10**12), st.integers(0, 99), st.sampled_from(["", ",up", ",down"]))
    def test_ends_as_asked_and_stays_above_zero(self, minor, end, way):
        price = round_price(minor, f"end:{end}{way}")
        assert price > 0
        assert price % 100 == end

    @given(st.integers(1, 10**12), st.integers(0, 99), st.sampled_from(["", ",up", ",down"]))
    def test_does_nothing_twice(self, minor, end, way):
        once = round_price(minor, f"end:{end}{way}")
        assert round_price(once, f"end:{end}{way}") == once

    @pytest.mark.parametrize("text", ["90", "end:100", "end:", "step:0", "step:5,left", "END:90"])
    def test_refuses_what_is_no_rounding(self, text):
        with pytest.raises(BadRounding):
            check_rounding(text)


class TestRoundCash:
    @pytest.mark.parametrize(
        ("minor", "currency", "paid"),
        [
            (1002, "CHF", 1000),
            (1003, "CHF", 1005),
            (1007, "CHF", 1005),
            (1008, "CHF", 1010),
            (1005, "NZD", 1010),
            (149, "SEK", 100),
            (150, "SEK", 200),
            (24, "DKK", 0),
            (-1003, "CHF", -1005),
            (1003, "BRL", 1003),
        ],
    )
    def test_pays_to_the_nearest_coin(self, minor, currency, paid):
        assert round_cash(minor, currency) == paid

    @given(st.integers(-(10**9), 10**9), st.sampled_from(sorted(CASH_STEPS)))
    def test_moves_by_half_a_coin_at_most(self, minor, currency):
        step = CASH_STEPS[currency]
        assert round_cash(minor, currency) % step == 0
        assert abs(round_cash(minor, currency) - minor) * 2 <= step
