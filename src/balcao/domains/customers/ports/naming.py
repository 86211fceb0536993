"""Asking the rooms above whether they name a segment, so that it is not deleted under them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from balcao.kernel.naming import Naming

SegmentNamer = Callable[[int, str], Sequence[Naming]]
_NAMERS: list[SegmentNamer] = []


def use_segment_namers(namers: Iterable[SegmentNamer]) -> None:
    """Say whom to ask; called once when the building is put together."""
    _NAMERS[:] = namers


def named_by(store_id: int, slug: str) -> tuple[Naming, ...]:
    """What names a segment of a store, in the order of those who are asked."""
    return tuple(one for namer in _NAMERS for one in namer(store_id, slug))
