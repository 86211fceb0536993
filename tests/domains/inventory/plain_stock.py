"""Stock as a few lines of plain Python: units and their value, by average and first in, first out.

Written without looking at the rules of the house: exact fractions, rounded half up.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from math import floor


def half_up(exact: Fraction) -> int:
    """The nearest whole number, halves up."""
    return floor(exact + Fraction(1, 2))


@dataclass
class Heap:
    """Units at one place. ``layers`` are [units, value], the oldest first."""

    good: int = 0
    bad: int = 0
    value: int = 0
    layers: list[list[int]] = field(default_factory=list)

    @property
    def units(self) -> int:
        """Good and damaged ones."""
        return self.good + self.bad

    @property
    def fifo(self) -> int:
        """What is left of what the layers cost."""
        return sum(value for _, value in self.layers)

    def average(self, units: int, value: int, last_cost: int) -> int:
        """What so many units are worth at the average here, else as last bought."""
        return half_up(Fraction(value * units, self.units)) if self.units else last_cost * units

    def come(self, good: int, bad: int, given: int | None, last_cost: int = 0) -> None:
        """Units come in, for what they cost together or at the average."""
        units = good + bad
        worth, fifo = (
            self.average(units, held, last_cost) if given is None else given
            for held in (self.value, self.fifo)
        )
        self.good, self.bad, self.value = self.good + good, self.bad + bad, self.value + worth
        self.layers.append([units, fifo])

    def go(self, good: int, bad: int) -> tuple[int, list[list[int]]]:
        """Units go out; returns their value by average, and the layers they took along."""
        units, taken = good + bad, []
        worth = half_up(Fraction(self.value * units, self.units))
        left = units
        while left:
            layer = self.layers[0]
            part = min(left, layer[0])
            cost = half_up(Fraction(layer[1] * part, layer[0]))
            taken.append([part, cost])
            layer[0], layer[1], left = layer[0] - part, layer[1] - cost, left - part
            if not layer[0]:
                self.layers.pop(0)
        self.good, self.bad, self.value = self.good - good, self.bad - bad, self.value - worth
        return worth, taken

    def move(self, units: int, there: Heap) -> None:
        """Good units go to another place with their cost and age."""
        worth, taken = self.go(units, 0)
        there.good, there.value = there.good + units, there.value + worth
        there.layers += taken
