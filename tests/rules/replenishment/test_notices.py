"""How many shoppers are told of so many units."""

from __future__ import annotations

from balcao.domains.replenishment.rules.notices import how_many_to_tell


class TestHowManyToTell:
    def test_is_three_for_each_unit(self):
        assert how_many_to_tell(sellable=2, told_lately=0) == 6

    def test_counts_those_who_were_told_lately(self):
        assert how_many_to_tell(sellable=2, told_lately=5) == 1
        assert how_many_to_tell(sellable=2, told_lately=9) == 0

    def test_is_nobody_without_units(self):
        assert how_many_to_tell(sellable=0, told_lately=0) == 0
        assert how_many_to_tell(sellable=-3, told_lately=0) == 0
