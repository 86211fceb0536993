"""Sharing an amount that was given back between what was earned and the taxes in it. Pure."""

from __future__ import annotations

from collections.abc import Mapping


def shares_of(amount: int, parts: Mapping[str, int]) -> dict[str, int]:
    """Share an amount in proportion to parts, none negative; every unit lands somewhere.

    The largest remainders get the odd units (Hamilton), the earlier name where they are equal.
    """
    total = sum(parts.values())
    if total <= 0:
        return dict.fromkeys(parts, 0)
    shares = {name: amount * part // total for name, part in parts.items()}
    left = amount - sum(shares.values())
    names = sorted(parts, key=lambda name: (-(amount * parts[name] % total), name))
    for name in names[:left]:
        shares[name] += 1
    return shares


def next_shares(before: int, amount: int, parts: Mapping[str, int]) -> dict[str, int]:
    """The shares of ``amount`` where ``before`` was shared already.

    Sharing in several steps ends where sharing at once would: each step is the difference between
    two totals. A share may be below zero by a unit where rounding moves it.
    """
    then, now = shares_of(before, parts), shares_of(before + amount, parts)
    return {name: now[name] - then[name] for name in parts}
