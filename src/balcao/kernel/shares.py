"""Sharing whole numbers out without a rest. Pure."""

from __future__ import annotations

from collections.abc import Sequence


def spread(amount: int, weights: Sequence[int]) -> list[int]:
    """Share an amount in proportion to weights; every minor unit lands, the largest rests first.

    All weights zero means equal weights. The amount may be negative.
    """
    if not weights:
        return []
    heavy = list(weights) if any(weights) else [1] * len(weights)
    whole, sign, size = sum(heavy), (-1 if amount < 0 else 1), abs(amount)
    shares = [size * weight // whole for weight in heavy]
    rests = sorted(range(len(heavy)), key=lambda i: (-(size * heavy[i] % whole), i))
    for i in rests[: size - sum(shares)]:
        shares[i] += 1
    return [sign * one for one in shares]
