from __future__ import annotations

import re
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

import balcao
from balcao.domains.checkout.errors import Incomplete
from balcao.domains.checkout.rules import REFUSALS, merge_lines, totals_of
from balcao.domains.checkout.values import WantedLine
from balcao.domains.shipping.values import ShippingOption
from balcao.kernel.money import Money

IDS = st.sampled_from([UUID(int=n) for n in range(5)])
LINES = st.lists(st.builds(WantedLine, IDS, st.integers(1, 50)), min_size=1, max_size=15)


class TestMergeLines:
    @given(LINES)
    def test_names_each_variant_once_and_loses_no_unit(self, lines):
        merged = merge_lines(tuple(lines))
        assert len({line.variant_id for line in merged}) == len(merged)
        assert sum(line.quantity for line in merged) == sum(line.quantity for line in lines)

    @pytest.mark.parametrize(
        "lines",
        [
            (),
            (WantedLine(UUID(int=1), 0),),
            (WantedLine(UUID(int=1), -3),),
            (WantedLine(UUID(int=1), 600), WantedLine(UUID(int=1), 600)),
            tuple(WantedLine(UUID(int=n), 1) for n in range(101)),
        ],
    )
    def test_refuses_what_nobody_can_pack(self, lines):
        with pytest.raises(Incomplete):
            merge_lines(lines)


class TestTotals:
    def test_count_shipping_once_it_is_chosen(self):
        subtotal, option = Money(1000, "BRL"), ShippingOption("s", "S", Money(150, "BRL"), 1, 2)
        assert totals_of(subtotal, option).total == Money(1150, "BRL")
        assert totals_of(subtotal, None).shipping is None

    def test_tell_free_shipping_from_none_chosen(self):
        free = ShippingOption("s", "S", Money(0, "BRL"), 1, 2)
        assert totals_of(Money(1000, "BRL"), free).shipping == Money(0, "BRL")


class TestRefusals:
    def test_cover_every_answer_of_the_placing_statement(self):
        sql = Path(balcao.__file__).parent / "domains/checkout/sql/functions/place_orders.sql"
        said = set(re.findall(r":= '([a-z_]+)';", sql.read_text("utf-8")))
        assert said <= set(REFUSALS)
        assert {"out_of_stock", "total_changed", "cart_changed"} <= said
