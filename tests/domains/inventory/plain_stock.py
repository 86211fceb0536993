"""Stock as a few lines of plain Python: units and their value, by average and first in, first out.

Written without looking at the rules of the house: exact fractions, rounded half up.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import count
from math import floor

BORN = count()


def half_up(exact: Fraction) -> int:
    """The nearest whole number, halves up."""
    return floor(exact + Fraction(1, 2))


def half_away(exact: Fraction) -> int:
    """The nearest whole number, halves away from zero."""
    return half_up(exact) if exact >= 0 else -half_up(-exact)


def portions(amount: int, weights: Sequence[int]) -> list[int]:
    """Whole parts of an amount in proportion; the largest remainders get the odd ones, first."""
    exact = [Fraction(abs(amount) * weight, sum(weights)) for weight in weights]
    parts = [floor(one) for one in exact]
    order = sorted(range(len(parts)), key=lambda nr: parts[nr] - exact[nr])
    for nr in order[: abs(amount) - sum(parts)]:
        parts[nr] += 1
    return [part if amount >= 0 else -part for part in parts]


@dataclass
class Layer:
    """Units that came in together at one place, by one document, at one moment."""

    units: int
    value: int
    document: str = ""
    came: int = 0
    nr: int = field(default_factory=lambda: next(BORN))


@dataclass
class Heap:
    """Units at one place. ``layers`` are the oldest first."""

    good: int = 0
    bad: int = 0
    value: int = 0
    layers: list[Layer] = field(default_factory=list)

    @property
    def units(self) -> int:
        """Good and damaged ones."""
        return self.good + self.bad

    @property
    def fifo(self) -> int:
        """What is left of what the layers cost."""
        return sum(layer.value for layer in self.layers)

    def average(self, units: int, value: int, last_cost: int) -> int:
        """What so many units are worth at the average here, else as last bought."""
        return half_up(Fraction(value * units, self.units)) if self.units else last_cost * units

    def come(
        self,
        good: int,
        bad: int,
        given: int | None,
        last_cost: int = 0,
        document: str = "",
        came: int = 0,
    ) -> None:
        """Units come in, for what they cost together or at the average."""
        units = good + bad
        worth, fifo = (
            self.average(units, held, last_cost) if given is None else given
            for held in (self.value, self.fifo)
        )
        self.good, self.bad, self.value = self.good + good, self.bad + bad, self.value + worth
        self.layers.append(Layer(units, fifo, document, came))

    def go(self, good: int, bad: int) -> tuple[int, list[Layer]]:
        """Units go out; returns their value by average, and the layers they took along."""
        units, taken = good + bad, []
        worth = half_up(Fraction(self.value * units, self.units))
        left = units
        while left:
            layer = self.layers[0]
            part = min(left, layer.units)
            cost = half_up(Fraction(layer.value * part, layer.units))
            taken.append(Layer(part, cost, layer.document, layer.came))
            layer.units, layer.value, left = layer.units - part, layer.value - cost, left - part
            if not layer.units:
                self.layers.pop(0)
        self.good, self.bad, self.value = self.good - good, self.bad - bad, self.value - worth
        return worth, taken

    def move(self, good: int, there: Heap, bad: int = 0) -> None:
        """Units go to another place with their cost and age."""
        worth, taken = self.go(good, bad)
        there.good, there.bad, there.value = there.good + good, there.bad + bad, there.value + worth
        there.layers = sorted([*there.layers, *taken], key=lambda layer: layer.came)


def revalue(heaps: Sequence[Heap], document: str, units: int, amount: int) -> int:
    """Units of a document cost more, or less, than was thought; returns what stays in stock.

    What falls on units that are gone does not stay, nor what would make stock worth less than
    nothing.
    """
    found = [(layer, heap) for heap in heaps for layer in heap.layers if layer.document == document]
    found.sort(key=lambda pair: pair[0].nr)
    if not found:
        return 0
    there = min(units, sum(layer.units for layer, _ in found))
    wanted = portions(
        half_away(Fraction(amount * there, units)), [layer.units for layer, _ in found]
    )
    stayed = 0
    for (layer, heap), part in zip(found, wanted, strict=True):
        borne = max(part, -layer.value, -heap.value)
        layer.value, heap.value, stayed = layer.value + borne, heap.value + borne, stayed + borne
    return stayed
