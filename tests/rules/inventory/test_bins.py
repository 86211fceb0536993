from __future__ import annotations

import pytest

from balcao.domains.inventory.errors import BadBin
from balcao.domains.inventory.rules.bins import bin_code, expand_codes


class TestBinCodes:
    def test_are_kept_in_capitals(self):
        assert bin_code(" a-01.b ") == "A-01.B"

    @pytest.mark.parametrize("text", ["", " ", "-A", "A 1", "Á-1", "A" * 41, "A\n1", "<b>"])
    def test_are_what_a_label_can_say(self, text):
        with pytest.raises(BadBin):
            bin_code(text)


class TestPatterns:
    def test_mean_every_combination_in_walking_order(self):
        assert expand_codes("a-[01-02]-[1-2]") == ["A-01-1", "A-01-2", "A-02-1", "A-02-2"]

    def test_range_over_letters_too(self):
        assert expand_codes("[A-C]1") == ["A1", "B1", "C1"]

    def test_are_separated_by_commas_or_lines_and_said_once(self):
        assert expand_codes("A1, A2\nA1") == ["A1", "A2"]

    @pytest.mark.parametrize(
        "pattern",
        ["", " , ", "A-[3-1]", "A-[1-B]", "[C-A]", "[0-9999][0-9999][0-9999]", "[0-1000]", "A-[1"],
    )
    def test_are_refused_when_they_mean_nothing_or_too_much(self, pattern):
        with pytest.raises(BadBin) as refusal:
            expand_codes(pattern)
        assert refusal.value.facts["field"] in {"code", "codes"}
