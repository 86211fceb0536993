"""What units are worth when they come and go, to the minor unit. Pure.

Both methods are those of IAS 2, paragraph 25: weighted average cost, and first in, first out. What
leaves is rounded half up, and the last unit takes what is left, so rounding never loses anything.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Layer:
    """Units that came in together; ``value`` is what is left of their cost, in minor units.

    ``id`` is None for a layer that is not stored yet.
    """

    id: int | None
    came_at: datetime
    document: str
    quantity: int
    value: int


def share(value: int, part: int, whole: int) -> int:
    """What ``part`` of ``whole`` units are worth, half up; all of them take all of the value."""
    if part >= whole:
        return value
    return (2 * value * part + whole) // (2 * whole)


def value_of_arrival(
    units: int, *, given: int | None, here: int, value_here: int, last_cost: int | None
) -> int:
    """What units that come in are worth: as given, else the average here, else as last bought."""
    if given is not None:
        return given
    if here > 0:
        return (2 * value_here * units + here) // (2 * here)
    return (last_cost or 0) * units


def use_up(layers: Sequence[Layer], units: int) -> tuple[list[Layer], list[Layer]]:
    """Take units from the oldest layers; returns (what was taken, what is left of those touched).

    A layer that is used up is among the second with a quantity of zero. ``layers`` come oldest
    first and hold at least ``units``.
    """
    taken, left = [], []
    for layer in layers:
        if units == 0:
            break
        part = min(units, layer.quantity)
        worth = share(layer.value, part, layer.quantity)
        taken.append(replace(layer, quantity=part, value=worth))
        left.append(replace(layer, quantity=layer.quantity - part, value=layer.value - worth))
        units -= part
    return taken, left
