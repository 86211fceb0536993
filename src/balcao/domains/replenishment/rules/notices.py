"""How many of those who wait are told at once."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

TOLD_PER_UNIT: Final = 3
"""Not everybody who is told buys; more would be sent to an empty shelf."""

HEAD_START: Final = timedelta(hours=4)
"""So long those who were told are expected to come before the next are told."""

KEPT: Final = timedelta(days=365)
RATE_WINDOW: Final = timedelta(minutes=10)
MOST_PER_VARIANT: Final = 200
"""New requests for one variant in ``RATE_WINDOW``: a crowd passes, a script does not."""

DAY: Final = timedelta(days=1)
MOST_PER_ADDRESS: Final = 20
"""New requests of one mail address in a day."""


def how_many_to_tell(*, sellable: int, told_lately: int) -> int:
    """How many more shoppers may be told of so many units; those told lately count."""
    return max(0, TOLD_PER_UNIT * max(0, sellable) - told_lately)
