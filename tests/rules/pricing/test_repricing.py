"""What a repricing makes of one price, and amounts in other currencies."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balcao.domains.pricing.errors import BadRepricing, BadRounding
from balcao.domains.pricing.rules.conversion import convert_minor, derived_minor, inverse
from balcao.domains.pricing.rules.repricing import (
    check_rule,
    is_guarded,
    margin_ppm,
    new_compare_at,
    new_price,
)
from balcao.domains.pricing.values import PriceRow
from balcao.domains.pricing.values.changes import Action, CompareAt, RepriceRule
from balcao.domains.pricing.values.rates import Rate

DAY = date(2026, 11, 24)


def rule(action: Action, value: int, **said: Any) -> RepriceRule:
    return RepriceRule(action=action, value=value, **said)


def row(amount: int, compare_at: int | None = None) -> PriceRow:
    return PriceRow(
        variant_id=UUID(int=1),
        currency="BRL",
        amount_minor=amount,
        compare_at_minor=compare_at,
        updated_at=datetime(2026, 1, 1, tzinfo=UTC),
    )


class TestNewPrice:
    @pytest.mark.parametrize(
        ("action", "value", "rounding", "price"),
        [
            (Action.PERCENT, -100_000, "", 900),
            (Action.PERCENT, 55_000, "", 1055),
            (Action.PERCENT, 55_000, "end:90", 1090),
            (Action.AMOUNT, -250, "", 750),
            (Action.AMOUNT, -5000, "", 0),
            (Action.MARGIN, 400_000, "", 1000),
            (Action.FROM_COST, 1_000_000, "", 1200),
        ],
    )
    def test_follows_the_rule(self, action, value, rounding, price):
        assert new_price(rule(action, value, rounding=rounding), 1000, 600) == price

    @pytest.mark.parametrize("action", [Action.MARGIN, Action.FROM_COST])
    def test_is_nothing_without_the_cost_it_takes(self, action):
        assert new_price(rule(action, 100_000), 1000, None) is None

    @given(st.integers(1, 10**9), st.integers(0, 999_999))
    def test_reaches_the_margin_asked_for(self, cost, margin):
        price = new_price(rule(Action.MARGIN, margin), 0, cost)
        assert price is not None
        reached = margin_ppm(price, cost)
        assert price == 10**13 or (reached is not None and reached >= margin)

    @given(st.sampled_from(list(Action)), st.integers(-(10**6), 10**6), st.integers(0, 10**9))
    def test_is_never_negative(self, action, value, old):
        kept = value if action in (Action.PERCENT, Action.AMOUNT) else abs(value) % 10**6
        price = new_price(rule(action, kept), old, 500)
        assert price is not None
        assert price >= 0


class TestCompareAt:
    @pytest.mark.parametrize(
        ("choice", "new", "compared"),
        [
            (CompareAt.KEEP, 900, 1500),
            (CompareAt.KEEP, 1500, None),
            (CompareAt.OLD, 900, 1000),
            (CompareAt.OLD, 1100, None),
            (CompareAt.NONE, 900, None),
        ],
    )
    def test_is_above_the_price_or_nothing(self, choice, new, compared):
        asked = rule(Action.PERCENT, 0, compare_at=choice)
        assert new_compare_at(asked, row(1000, 1500), new) == compared


class TestGuard:
    def test_keeps_a_price_below_the_margin(self):
        guarded = rule(Action.PERCENT, 0, guard_ppm=300_000)
        assert is_guarded(guarded, 1000, 701)
        assert not is_guarded(guarded, 1000, 700)

    def test_keeps_a_price_whose_cost_nobody_knows(self):
        assert is_guarded(rule(Action.PERCENT, 0, guard_ppm=0), 1000, None)
        assert not is_guarded(rule(Action.PERCENT, 0), 1000, None)


class TestCheckRule:
    @pytest.mark.parametrize(
        ("action", "value"),
        [(Action.PERCENT, -1_000_001), (Action.MARGIN, 1_000_000), (Action.FROM_COST, -1)],
    )
    def test_refuses_a_value_that_makes_no_price(self, action, value):
        with pytest.raises(BadRepricing):
            check_rule(rule(action, value))

    def test_refuses_a_rounding_that_is_none(self):
        with pytest.raises(BadRounding):
            check_rule(rule(Action.PERCENT, 0, rounding="nice"))


class TestConvert:
    @pytest.mark.parametrize(
        ("minor", "base", "quote", "rate", "converted"),
        [
            (10000, "BRL", "EUR", "0.1623", 1623),
            (10000, "BRL", "JPY", "28.455", 2846),
            (1000, "JPY", "BRL", "0.0351", 3510),
            (1000, "EUR", "KWD", "0.3567", 3567),
            (1, "BRL", "EUR", "0.5", 1),
        ],
    )
    def test_knows_the_minor_units_of_both(self, minor, base, quote, rate, converted):
        assert convert_minor(minor, Rate(base, quote, DAY, Decimal(rate), "test")) == converted

    def test_turns_a_rate_round(self):
        turned = inverse(Rate("EUR", "BRL", DAY, Decimal("6.25"), "test"))
        assert (turned.base, turned.quote, turned.rate) == ("BRL", "EUR", Decimal("0.16"))

    def test_reduces_and_rounds_after_converting(self):
        rate = Rate("BRL", "EUR", DAY, Decimal("0.2"), "test")
        assert derived_minor(10000, rate, off_ppm=100_000, rounding="end:99") == 1799
