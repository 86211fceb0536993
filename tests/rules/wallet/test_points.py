from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balcao.domains.wallet.errors import BadProgram, ProgramOff, TooFewPoints
from balcao.domains.wallet.rules.points import (
    Lot,
    check_program,
    check_redeeming,
    expired_points,
    expiry_of,
    lots_of,
    next_end,
    points_for,
    points_to_pay,
)
from balcao.domains.wallet.values import EntryKind, EntryLine, Program

NOW = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
PROGRAM = Program(1, is_active=True, points_per_major=2, worth_minor=5, minimum_points=100)


def day(number: int) -> datetime:
    return NOW + timedelta(days=number)


def entry(amount: int, ends: datetime | None = None) -> EntryLine:
    kind = EntryKind.EARNED if amount > 0 else EntryKind.SPENT
    return EntryLine(1, UUID(int=1), 1, NOW, kind, amount, 0, 0, None, "", ends, "", "")


class TestPointsFor:
    def test_counts_whole_major_units(self):
        assert points_for(PROGRAM, 12_99, "BRL") == 24

    def test_knows_currencies_without_cents(self):
        assert points_for(PROGRAM, 1299, "JPY") == 2598

    def test_gives_nothing_while_the_program_is_off(self):
        assert points_for(replace(PROGRAM, is_active=False), 10_000, "BRL") == 0

    @pytest.mark.parametrize("paid", [0, -100])
    def test_gives_nothing_for_nothing(self, paid: int):
        assert points_for(PROGRAM, paid, "BRL") == 0


class TestRedeeming:
    def test_pays_at_most_what_is_due(self):
        assert points_to_pay(PROGRAM, 10_000, 1_003) == 200

    def test_pays_nothing_with_fewer_points_than_can_be_redeemed(self):
        assert points_to_pay(PROGRAM, 99, 100_000) == 0
        with pytest.raises(TooFewPoints):
            check_redeeming(PROGRAM, 99)

    def test_pays_nothing_while_the_program_is_off(self):
        off = replace(PROGRAM, is_active=False)
        assert points_to_pay(off, 1000, 1000) == 0
        with pytest.raises(ProgramOff):
            check_redeeming(off, 1000)

    @given(balance=st.integers(0, 10**6), due=st.integers(0, 10**6), worth=st.integers(1, 500))
    def test_never_pays_more_than_the_balance_or_the_price(self, balance, due, worth):
        program = replace(PROGRAM, worth_minor=worth)
        points = points_to_pay(program, balance, due)
        assert points <= balance
        assert points * worth <= due


class TestLots:
    def test_take_first_what_came_in_first(self):
        lots = lots_of([entry(10, day(1)), entry(10, day(2)), entry(-12)])
        assert lots == [Lot(8, day(2))]

    def test_take_last_what_never_expires(self):
        lots = lots_of([entry(10), entry(10, day(2)), entry(-5)])
        assert lots == [Lot(5, day(2)), Lot(10, None)]

    def test_are_past_their_end_at_the_moment_itself(self):
        lots = [Lot(8, day(2)), Lot(3, day(5))]
        assert [expired_points(lots, day(n)) for n in (1, 2, 5)] == [0, 8, 11]
        assert next_end(lots, day(2)) == day(5)
        assert next_end(lots, day(5)) is None

    @given(st.lists(st.tuples(st.integers(1, 50), st.none() | st.integers(1, 9)), max_size=20))
    def test_hold_what_came_in_less_what_went_out(self, moves):
        entries, balance = [], 0
        for units, ends in moves:
            if ends is None and units <= balance:
                entries.append(entry(-units))
                balance -= units
            else:
                entries.append(entry(units, day(ends) if ends else None))
                balance += units
        assert sum(lot.points for lot in lots_of(entries)) == balance
        assert all(lot.points > 0 for lot in lots_of(entries))

    def test_end_as_the_program_says(self):
        assert expiry_of(replace(PROGRAM, expires_after_days=30), NOW) == day(30)
        assert expiry_of(replace(PROGRAM, expires_after_days=None), NOW) is None


class TestCheckProgram:
    @pytest.mark.parametrize(
        "field,value",
        [
            ("points_per_major", -1),
            ("worth_minor", 0),
            ("minimum_points", 0),
            ("expires_after_days", 0),
            ("expires_after_days", 100_000),
        ],
    )
    def test_names_the_field_that_cannot_be(self, field: str, value: int):
        with pytest.raises(BadProgram) as refusal:
            check_program(replace(PROGRAM, **{field: value}))
        assert refusal.value.facts["field"] == field

    def test_lets_points_last_for_ever(self):
        check_program(replace(PROGRAM, expires_after_days=None))
