from __future__ import annotations

import re
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

import balcao
from balcao.domains.checkout.errors import Incomplete
from balcao.domains.checkout.rules import REFUSALS, merge_lines
from balcao.domains.checkout.values import WantedLine

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


class TestRefusals:
    def test_cover_every_answer_of_the_placing_statement(self):
        sql = Path(balcao.__file__).parent / "domains/checkout/sql/functions/place_orders.sql"
        said = set(re.findall(r":= '([a-z_]+)';", sql.read_text("utf-8")))
        assert said <= set(REFUSALS)
        assert {"out_of_stock", "total_changed", "cart_changed"} <= said
