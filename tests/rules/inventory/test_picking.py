from __future__ import annotations

from datetime import date

from balcao.domains.inventory.rules.picking import LotHere, pick

TODAY = date(2026, 11, 24)
LOTS = [
    LotHere(1, "later", 5, date(2027, 3, 1)),
    LotHere(2, "never", 5, None),
    LotHere(3, "sooner", 5, date(2026, 12, 1)),
    LotHere(4, "past", 5, date(2026, 11, 24)),
]


class TestPick:
    def test_takes_what_expires_first(self):
        assert pick(LOTS, 12, today=TODAY) == [("sooner", 5), ("later", 5), ("never", 2)]

    def test_leaves_what_has_expired_on_this_very_day(self):
        assert sum(units for _, units in pick(LOTS, 100, today=TODAY)) == 15

    def test_takes_expired_units_when_nobody_eats_them(self):
        assert pick(LOTS, 6)[0] == ("past", 5)

    def test_takes_the_older_lot_of_two_with_the_same_day(self):
        twins = [LotHere(9, "b", 1, TODAY), LotHere(8, "a", 1, TODAY)]
        assert pick(twins, 1) == [("a", 1)]
