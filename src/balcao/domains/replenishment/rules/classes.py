"""Which items deserve attention: ABC by value, XYZ by how steady their demand is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from statistics import fmean, pstdev
from typing import Final

A_SHARE: Final = 80
B_SHARE: Final = 95
"""Percent of all value at which A ends and B ends (Silver, Pyke & Thomas, "Inventory and Production
Management in Supply Chains", 4th ed., 2017, chapter 2)."""
X_VARIATION: Final = 0.5
Y_VARIATION: Final = 1.0
"""Coefficient of variation of demand per period up to which an item is X, and Y (the usual marks;
they differ between authors)."""


class ValueClass(StrEnum):
    """How much of the value an item stands for."""

    A = "A"
    B = "B"
    C = "C"


class SteadinessClass(StrEnum):
    """How well the demand for an item can be foreseen."""

    X = "X"
    Y = "Y"
    Z = "Z"


def abc_classes(values: Mapping[str, int]) -> dict[str, ValueClass]:
    """The class of each item, by its part of the total value (minor units of one currency).

    Items are taken from the most valuable down, equals by name. An item belongs to the class in
    which its own value begins, so the largest item is always A, however large. What is worth
    nothing is C.
    """
    total = sum(max(0, value) for value in values.values())
    result: dict[str, ValueClass] = {}
    before = 0
    for item in sorted(values, key=lambda one: (-values[one], one)):
        value = max(0, values[item])
        if not value or before * 100 >= B_SHARE * total:
            result[item] = ValueClass.C
        elif before * 100 >= A_SHARE * total:
            result[item] = ValueClass.B
        else:
            result[item] = ValueClass.A
        before += value
    return result


def xyz_class(units: Sequence[float]) -> SteadinessClass:
    """The class of an item by the coefficient of variation of its demand per period."""
    mean = fmean(units) if units else 0.0
    if mean <= 0:
        return SteadinessClass.Z
    variation = pstdev(units) / mean
    if variation <= X_VARIATION:
        return SteadinessClass.X
    return SteadinessClass.Y if variation <= Y_VARIATION else SteadinessClass.Z
