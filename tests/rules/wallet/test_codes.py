from __future__ import annotations

import secrets
from datetime import UTC, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balcao.domains.wallet.rules.codes import (
    ALPHABET,
    LENGTH,
    digest_of,
    make_code,
    normal_code,
)
from balcao.domains.wallet.values import Account, AccountKind, IssuedCard

NOW = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
ACCOUNT = Account(UUID(int=1), 1, AccountKind.GIFT_CARD, "BRL", "", "ABCD", 1, 1, None, None, NOW)


class TestMakeCode:
    def test_uses_no_character_that_looks_like_another(self):
        assert not set("0O1ILU") & set(ALPHABET)

    def test_leaves_at_least_77_bits_to_guess(self):
        assert len(set(ALPHABET)) ** LENGTH > 2**77

    def test_picks_each_character_anew(self):
        codes = {make_code(secrets.choice) for _ in range(500)}
        assert len(codes) == 500
        assert {c for code in codes for c in code} == set(ALPHABET)


class TestNormalCode:
    @given(st.text(ALPHABET, min_size=LENGTH, max_size=LENGTH))
    def test_reads_back_what_is_printed(self, code: str):
        printed = IssuedCard(ACCOUNT, code).written
        assert len(printed) == LENGTH + 3
        assert normal_code(printed) == code
        assert normal_code(f"  {printed.lower()} ") == code
        assert normal_code(printed.replace("-", " ")) == code

    @pytest.mark.parametrize("typed", ["", "ABCD", "0" * LENGTH, "A" * 17, "A" * 5000, "ÄÄÄÄ" * 4])
    def test_finds_no_code_where_there_is_none(self, typed: str):
        assert normal_code(typed) == ""


class TestDigest:
    def test_does_not_hold_the_code(self):
        code = make_code(secrets.choice)
        assert len(digest_of(code)) == 64
        assert code.lower() not in digest_of(code)
