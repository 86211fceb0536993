"""Article numbers and what scanners say. Examples marked GS1 are from its specifications."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balcao.kernel.barcodes import (
    canonical,
    case_of,
    check_digit_of,
    expand_upc_e,
    has_right_check_digit,
    written_forms,
)
from balcao.kernel.scans import Scan, UnreadableScan, read_scan

TODAY = date(2026, 11, 24)
GS1_EXAMPLE = "09506000134352"


class TestArticleNumbers:
    @pytest.mark.parametrize(
        "number", ["96385074", "036000291452", "4006381333931", "9506000134352", GS1_EXAMPLE]
    )
    def test_are_known_by_their_check_digit(self, number):
        assert has_right_check_digit(number)
        wrong = number[:-1] + str((int(number[-1]) + 1) % 10)
        assert not has_right_check_digit(wrong)
        assert check_digit_of(wrong) == number[-1]

    def test_are_the_same_with_and_without_zeros_in_front(self):
        assert canonical("036000291452") == canonical("0036000291452") == "00036000291452"

    def test_tell_every_way_they_may_be_written(self):
        assert written_forms("00036000291452") == (
            "00036000291452",
            "0036000291452",
            "036000291452",
        )
        assert written_forms("00000096385074")[-1] == "96385074"

    def test_read_upc_e_as_the_upc_a_it_stands_for(self):
        assert expand_upc_e("01234531") == "012300000451"
        assert canonical("04252614") == "042100005264".zfill(14)

    def test_name_the_article_in_a_case(self):
        case = "1950600013435"
        case += check_digit_of(case + "0")
        assert case_of(case) == GS1_EXAMPLE
        assert case_of(GS1_EXAMPLE) is None

    @given(st.text(alphabet="0123456789", min_size=7, max_size=13))
    def test_with_one_wrong_digit_are_never_taken(self, digits):
        if len(digits) not in {7, 11, 12, 13}:
            return
        good = digits + check_digit_of(digits + "0")
        for at in range(len(good)):
            bad = good[:at] + str((int(good[at]) + 1) % 10) + good[at + 1 :]
            assert not has_right_check_digit(bad)


class TestScans:
    @pytest.mark.parametrize(
        "raw",
        [
            f"(01){GS1_EXAMPLE}(17)271231(10)AB-9(21)S7",
            f"]C101{GS1_EXAMPLE}1727123110AB-9\x1d21S7",
            f"01{GS1_EXAMPLE}1727123110AB-9{{GS}}21S7",
            f"01{GS1_EXAMPLE}1727123110AB-9|21S7",
            f"https://id.gs1.org/01/{GS1_EXAMPLE}/10/AB-9/21/S7?17=271231",
        ],
    )
    def test_say_article_lot_expiry_and_serial(self, raw):
        said = read_scan(raw, today=TODAY)
        assert (said.gtin, said.lot, said.serial) == (GS1_EXAMPLE, "AB-9", "S7")
        assert said.expires_on == date(2027, 12, 31)

    def test_may_lack_the_mark_and_still_be_read(self):
        said = read_scan(f"01{GS1_EXAMPLE}10AB-9", today=TODAY)
        assert (said.gtin, said.lot) == (GS1_EXAMPLE, "AB-9")

    def test_are_plain_when_they_only_look_alike(self):
        text = f"01{GS1_EXAMPLE}-BLUE"
        assert read_scan(text, today=TODAY) == Scan(text)
        assert read_scan("A-01-02", today=TODAY) == Scan("A-01-02")
        assert read_scan("https://loja.example/p/vaso/", today=TODAY).gtin is None

    def test_skip_what_nobody_asked_for(self):
        said = read_scan(f"(01){GS1_EXAMPLE}(3103)001250(8008)261231(10)L", today=TODAY)
        assert said.lot == "L"

    def test_count_the_articles_in_a_case(self):
        assert read_scan(f"(02){GS1_EXAMPLE}(37)24", today=TODAY).quantity == 24

    def test_read_day_zero_as_the_last_of_the_month(self):
        said = read_scan("(17)270200", today=TODAY)
        assert said.expires_on == date(2027, 2, 28)
        assert read_scan("(17)271200", today=TODAY).expires_on == date(2027, 12, 31)

    def test_put_years_into_the_century_that_is_near(self):
        assert read_scan("(17)760101", today=TODAY).expires_on == date(2076, 1, 1)
        assert read_scan("(17)780101", today=TODAY).expires_on == date(1978, 1, 1)
        assert read_scan("(17)020101", today=date(2098, 1, 1)).expires_on == date(2102, 1, 1)

    @pytest.mark.parametrize(
        "raw",
        [
            "]C10112345678901234",
            "(01)09506000134353",
            "(17)271331",
            "(17)27AB31",
            f"]C101{GS1_EXAMPLE}17",
        ],
    )
    def test_refuse_what_is_marked_but_broken(self, raw):
        with pytest.raises(UnreadableScan):
            read_scan(raw, today=TODAY)

    def test_may_carry_a_company_s_own_code(self):
        assert read_scan("]C199A-01-02", today=TODAY) == Scan("99A-01-02")

    @given(st.text(max_size=60))
    def test_never_fail_in_another_way(self, raw):
        try:
            read_scan(raw, today=TODAY)
        except UnreadableScan as refusal:
            assert refusal.message
