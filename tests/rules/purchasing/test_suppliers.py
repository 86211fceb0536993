from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from balcao.domains.purchasing.rules.suppliers import check_tax_id, orderable, price_for
from balcao.domains.purchasing.values.suppliers import Break


class TestTaxId:
    def test_is_left_alone_where_the_rule_is_not_known(self):
        assert check_tax_id("12-3456789", "US") == "12-3456789"
        assert check_tax_id("anything", "") == "anything"


class TestPriceFor:
    def test_takes_the_highest_step_that_is_reached(self):
        steps = (Break(1, 100), Break(10, 90), Break(100, 80))
        assert [price_for(steps, n).cost_minor for n in (1, 9, 10, 99, 5000)] == [
            100, 100, 90, 90, 80,
        ]  # fmt: skip


class TestOrderable:
    @given(st.integers(1, 10_000), st.integers(1, 500), st.integers(1, 500))
    def test_is_the_smallest_number_of_whole_packs_that_is_enough(self, wanted, pack, minimum):
        found = orderable(wanted, units_per_pack=pack, minimum_quantity=minimum)
        least = max(wanted, minimum)
        assert found % pack == 0
        assert least <= found < least + pack
