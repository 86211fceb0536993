"""Which lots go first: first expired, first out. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class LotHere:
    """Units of a lot at one level; ``expires_on`` is the first day they are not sold any more."""

    lot_id: int
    code: str
    quantity: int
    expires_on: date | None
    damaged: int = 0

    def has_expired(self, today: date) -> bool:
        """Whether its units are not sold any more."""
        return self.expires_on is not None and self.expires_on <= today


def pick(
    lots: Sequence[LotHere], units: int, *, today: date | None = None
) -> list[tuple[str, int]]:
    """Take units, first expired first, then the oldest lot; returns (code, units) of each.

    With ``today``, lots that have expired by then are left where they are. Takes less than asked
    for when there is not more.
    """
    usable = [lot for lot in lots if today is None or not lot.has_expired(today)]
    picked = []
    for lot in sorted(usable, key=lambda one: (one.expires_on or date.max, one.lot_id)):
        part = min(units, lot.quantity)
        if part > 0:
            picked.append((lot.code, part))
            units -= part
    return picked
