from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balcao.domains.inventory.rules.counting import classify, days_between_counts, is_off
from balcao.domains.inventory.states import NEXT, NEXT_OF_COUNT
from balcao.domains.inventory.values import CountClass, CountState, StockRules, TransferState

RULES = StockRules("average", "priority", 50_000, 5, 3, 30, 90, 30, 90, 365)


class TestClassify:
    def test_gives_the_best_class_to_what_most_of_the_value_goes_through(self):
        found = classify({"much": 80, "some": 15, "little": 5, "none": 0})
        assert found == {"much": "a", "some": "b", "little": "c", "none": "c"}

    def test_keeps_the_one_that_crosses_the_border_in_the_better_class(self):
        assert classify({"x": 50, "y": 50}) == {"x": "a", "y": "a"}

    def test_of_nothing_shipped_is_the_last_class(self):
        assert classify({"x": 0, "y": 0}) == {"x": "c", "y": "c"}

    @given(st.dictionaries(st.integers(), st.integers(0, 10**9)))
    def test_never_ranks_what_ships_less_above_what_ships_more(self, shipped):
        found = classify(shipped)
        ordered = sorted(shipped, key=lambda key: -shipped[key])
        classes = [found[key] for key in ordered]
        assert classes == sorted(classes)
        assert not any(shipped.values()) or classes[0] == CountClass.A


class TestIsOff:
    @pytest.mark.parametrize(
        ("expected", "counted", "off"),
        [(100, 95, False), (100, 94, True), (100, 106, True), (0, 0, False), (0, 1, True)],
    )
    def test_compares_with_the_books_in_percent(self, expected, counted, off):
        assert is_off(expected, counted, percent=5) is off


class TestRhythm:
    def test_is_the_stores(self):
        assert list(days_between_counts(RULES).values()) == [30, 90, 365]


class TestStates:
    def test_know_every_state_and_end(self):
        assert set(NEXT) == set(TransferState)
        assert set(NEXT_OF_COUNT) == set(CountState)
        assert not NEXT[TransferState.CLOSED]
        assert not NEXT_OF_COUNT[CountState.CLOSED]
