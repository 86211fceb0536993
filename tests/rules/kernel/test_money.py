from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balcao.kernel.money import MixedCurrencies, Money, NotAnAmount, total_of

MINOR = st.integers(-(10**12), 10**12)


class TestMoney:
    @given(MINOR)
    def test_reads_what_it_writes(self, minor):
        amount = Money(minor, "BRL")
        assert Money.parse(str(amount.major), "BRL") == amount

    @pytest.mark.parametrize(
        ("text", "currency", "minor"),
        [("12.50", "BRL", 1250), ("7", "JPY", 7), ("1.234", "KWD", 1234), (" 0.10 ", "EUR", 10)],
    )
    def test_knows_the_minor_unit_of_a_currency(self, text, currency, minor):
        assert Money.parse(text, currency).minor == minor

    @pytest.mark.parametrize(
        "text", ["", "R$ 12", "12,50", "1.005", "NaN", "Infinity", "1e400", "٣x", "--1"]
    )
    def test_refuses_what_is_not_an_amount(self, text):
        with pytest.raises(NotAnAmount):
            Money.parse(text, "BRL")

    def test_never_mixes_currencies(self):
        with pytest.raises(MixedCurrencies):
            Money(1, "BRL") + Money(1, "EUR")
        with pytest.raises(MixedCurrencies):
            assert Money(1, "BRL") < Money(2, "EUR")

    @given(st.lists(MINOR, max_size=30))
    def test_adds_up_exactly(self, minors):
        total = total_of([Money(m, "EUR") for m in minors], "EUR")
        assert total.major == sum((Decimal(m) / 100 for m in minors), Decimal(0))
