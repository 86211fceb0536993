"""Price lists and choices of stores, kept in memory under the number that changes count with."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from balcao.domains.pricing.queries.lists import lists_of, tiers_of
from balcao.domains.pricing.queries.rates import choices_of
from balcao.domains.pricing.values.lists import PriceListHead, Tier
from balcao.domains.pricing.values.rates import PriceChoices

KEPT_FOR: Final = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class _Kept:
    number: int
    read_at: datetime
    heads: tuple[PriceListHead, ...]
    choices: PriceChoices


_kept: dict[int, _Kept] = {}


def lists_in_force(store_id: int, number: int, now: datetime) -> tuple[PriceListHead, ...]:
    """The lists of a store that count now or within ten minutes; asked once per change of rules.

    ``number`` is the store's revision, read before this is asked. Whether a list counts at the
    very moment is for the rules to say: the period is in its head.
    """
    return _of(store_id, number, now).heads


def choices_in_force(store_id: int, number: int, now: datetime) -> PriceChoices:
    """What a store chose about prices, from memory like its lists."""
    return _of(store_id, number, now).choices


def entries_in(
    heads: Sequence[PriceListHead], variant_ids: Collection[UUID]
) -> Mapping[UUID, Mapping[UUID, Sequence[Tier]]]:
    """What these lists say about these variants; nothing is asked where there are no lists."""
    return tiers_of(variant_ids, [head.id for head in heads]) if heads else {}


def forget_lists() -> None:
    """Have all lists read again; for tests, whose stores come and go."""
    _kept.clear()


def _of(store_id: int, number: int, now: datetime) -> _Kept:
    kept = _kept.get(store_id)
    is_fresh = kept is not None and kept.read_at <= now < kept.read_at + KEPT_FOR
    if kept is not None and is_fresh and kept.number == number:
        return kept
    heads = tuple(head for head in lists_of(store_id) if _counts_soon(head, now))
    found = _kept[store_id] = _Kept(number, now, heads, choices_of(store_id))
    return found


def _counts_soon(head: PriceListHead, now: datetime) -> bool:
    window = head.window
    return window.starts_at < now + KEPT_FOR and (window.ends_at is None or now < window.ends_at)
