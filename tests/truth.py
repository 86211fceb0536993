"""Every invariant there is, asked after journeys, races and operations."""

from __future__ import annotations

from balcao.plumbing.truths import TRUTHS, check_all


def assert_books_balance() -> None:
    """No invariant is broken; says which, where and how otherwise."""
    assert TRUTHS
    broken = {f.invariant.name: f.breaches for f in check_all() if not f.holds}
    assert not broken, broken
