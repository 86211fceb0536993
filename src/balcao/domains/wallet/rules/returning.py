"""Giving back what an order took: how much of it is still to be returned, and where to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Taken:
    """What an order took by one entry, and how much of the money went back already.

    ``units`` are minor units or points, ``worth_minor`` the money they stood for. Units follow the
    money: of 100 points for 5.00 a refund of 2.51 gives 50 back, and the last cent the last point.
    """

    entry_id: int
    units: int
    worth_minor: int
    back_minor: int = 0

    @property
    def left_minor(self) -> int:
        """Money that can still go back."""
        return self.worth_minor - self.back_minor

    @property
    def left_units(self) -> int:
        """Units that can still go back."""
        return self.units - self.units_for(self.back_minor)

    def units_for(self, minor: int) -> int:
        """How many of the units stand for the first so much of the money, rounded down."""
        return self.units * minor // self.worth_minor if self.worth_minor else 0


@dataclass(frozen=True, slots=True)
class Return:
    """So much goes back for one entry."""

    entry_id: int
    units: int
    worth_minor: int


def share_back(taken: Sequence[Taken], amount_minor: int) -> tuple[tuple[Return, ...], int]:
    """Share a refund out over what was taken, the latest first; returns what is left over, too.

    A share of points may be money for less than a whole point, and so no units at all.
    """
    found = []
    for one in sorted(taken, key=lambda t: -t.entry_id):
        money = min(amount_minor, one.left_minor)
        if money <= 0:
            continue
        units = one.units_for(one.back_minor + money) - one.units_for(one.back_minor)
        amount_minor -= money
        found.append(Return(one.entry_id, units, money))
    return tuple(found), amount_minor
