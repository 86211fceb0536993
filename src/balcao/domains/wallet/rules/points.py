"""Points: how many an order earns, what they are worth, which ones expire."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Final

from balcao.domains.wallet.errors import BadProgram, ProgramOff, TooFewPoints
from balcao.domains.wallet.values import EntryLine, Program
from balcao.kernel.money import digits_of

NEVER: Final = datetime.max.replace(tzinfo=UTC)
MOST_PER_MAJOR: Final = 10_000
MOST_WORTH: Final = 1_000_000
MOST_POINTS: Final = 1_000_000_000
MOST_DAYS: Final = 3650


@dataclass(frozen=True, slots=True)
class Lot:
    """Points that came in together and are still there; ``expires_at`` None is for ever."""

    points: int
    expires_at: datetime | None

    @property
    def ends(self) -> datetime:
        """When they expire; the end of time for those that never do."""
        return self.expires_at or NEVER


def points_for(program: Program, paid_minor: int, currency: str) -> int:
    """Points for money paid, in minor units: whole major units count, what is over does not."""
    if not program.is_active or paid_minor <= 0:
        return 0
    return int(paid_minor // 10 ** digits_of(currency)) * program.points_per_major


def worth_of(program: Program, points: int) -> int:
    """What points pay, in minor units of the store's currency."""
    return points * program.worth_minor


def points_to_pay(program: Program, balance: int, due_minor: int) -> int:
    """The most points of a balance that can pay for an amount; 0 when too few can be redeemed.

    Points are whole, so up to one point's worth less than the amount is left to be paid.
    """
    if not program.is_active:
        return 0
    most = min(balance, due_minor // program.worth_minor)
    return most if most >= program.minimum_points else 0


def check_redeeming(program: Program, points: int) -> None:
    """Whether so many points can be redeemed at once.

    :raises ProgramOff: points pay nothing now.
    :raises TooFewPoints: it takes more of them.
    """
    if not program.is_active:
        raise ProgramOff
    if points < program.minimum_points:
        raise TooFewPoints(
            f"At least {program.minimum_points} points are redeemed at once.",
            minimum=program.minimum_points,
        )


def expiry_of(program: Program, now: datetime) -> datetime | None:
    """When points that come in now expire; None is never."""
    days = program.expires_after_days
    return None if days is None else now + timedelta(days=days)


def lots_of(entries: Iterable[EntryLine]) -> list[Lot]:
    """The points that are left, by what expires first, from all entries in their order.

    Whatever goes out takes what expires first, so with one term for all it is first in, first out.
    """
    lots: list[Lot] = []
    for entry in entries:
        if entry.amount > 0:
            lots.append(Lot(entry.amount, entry.expires_at))
            lots.sort(key=lambda lot: lot.ends)
        else:
            lots = _without(lots, -entry.amount)
    return lots


def expired_points(lots: Iterable[Lot], now: datetime) -> int:
    """How many of these points are past their end; the moment itself is past it."""
    return sum(lot.points for lot in lots if lot.ends <= now)


def next_end(lots: Iterable[Lot], now: datetime) -> datetime | None:
    """When the next of these points expire; None when none will."""
    ends = [lot.expires_at for lot in lots if lot.expires_at and lot.expires_at > now]
    return min(ends, default=None)


def check_program(program: Program) -> None:
    """Refuse a program that cannot be.

    :raises BadProgram: a number is out of range.
    """
    ranges = (
        ("points_per_major", program.points_per_major, 0, MOST_PER_MAJOR),
        ("worth_minor", program.worth_minor, 1, MOST_WORTH),
        ("minimum_points", program.minimum_points, 1, MOST_POINTS),
        ("expires_after_days", program.expires_after_days or 1, 1, MOST_DAYS),
    )
    for field, value, least, most in ranges:
        if not least <= value <= most:
            raise BadProgram(f"This is between {least} and {most}.", field=field)
    if program.expires_after_days == 0:
        raise BadProgram("Points last a day at least; leave it empty for ever.", field=ranges[3][0])


def _without(lots: list[Lot], points: int) -> list[Lot]:
    left = []
    for lot in lots:
        taken = min(points, lot.points)
        points -= taken
        if lot.points > taken:
            left.append(replace(lot, points=lot.points - taken))
    return left
