"""Asking the rooms above whether they name a collection, so that it is not deleted under them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from uuid import UUID

from balcao.kernel.naming import Naming

CollectionNamer = Callable[[int, UUID], Sequence[Naming]]
_NAMERS: list[CollectionNamer] = []


def use_collection_namers(namers: Iterable[CollectionNamer]) -> None:
    """Say whom to ask; called once when the building is put together."""
    _NAMERS[:] = namers


def named_by(store_id: int, collection_id: UUID) -> tuple[Naming, ...]:
    """What names a collection of a store, in the order of those who are asked."""
    return tuple(one for namer in _NAMERS for one in namer(store_id, collection_id))
