"""Items are sorted by worth and by steadiness."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from balcao.domains.replenishment.rules.classes import (
    SteadinessClass,
    ValueClass,
    abc_classes,
    xyz_class,
)


class TestAbc:
    def test_gives_the_first_80_percent_an_a_and_the_next_15_a_b(self):
        assert abc_classes({"cup": 80, "pot": 15, "lid": 5}) == {
            "cup": ValueClass.A,
            "pot": ValueClass.B,
            "lid": ValueClass.C,
        }

    def test_gives_the_only_item_an_a(self):
        assert abc_classes({"cup": 1}) == {"cup": ValueClass.A}

    def test_gives_what_is_worth_nothing_a_c(self):
        assert set(abc_classes({"cup": 0, "pot": -5}).values()) == {ValueClass.C}

    @given(st.dictionaries(st.text(max_size=5), st.integers(0, 10**12), max_size=60))
    def test_never_ranks_the_lesser_above_the_greater(self, values):
        classes = abc_classes(values)
        assert set(classes) == set(values)
        ranked = sorted(values, key=lambda item: -values[item])
        letters = [classes[item].value for item in ranked]
        for one, other in pairwise(ranked):
            if values[one] > values[other]:
                assert classes[one].value <= classes[other].value
        if sum(values.values()):
            assert letters[0] == "A"

    @given(st.dictionaries(st.text(max_size=5), st.integers(1, 10**9), min_size=1))
    def test_puts_at_least_80_percent_of_the_value_in_a(self, values):
        classes = abc_classes(values)
        in_a = sum(values[item] for item, kind in classes.items() if kind is ValueClass.A)
        assert in_a * 100 >= 80 * sum(values.values())


class TestXyz:
    def test_tells_steady_from_wild(self):
        assert xyz_class([5, 5, 6, 5]) is SteadinessClass.X
        assert xyz_class([2, 8, 5, 1, 9]) is SteadinessClass.Y
        assert xyz_class([0, 0, 0, 40]) is SteadinessClass.Z

    def test_calls_what_never_sold_unforeseeable(self):
        assert xyz_class([]) is SteadinessClass.Z
        assert xyz_class([0, 0]) is SteadinessClass.Z

    @given(st.lists(st.integers(0, 1000), min_size=1), st.integers(1, 50))
    def test_does_not_depend_on_the_unit(self, units, pack):
        assert xyz_class([float(n) for n in units]) is xyz_class([float(n * pack) for n in units])
