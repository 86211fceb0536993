"""The rules of a store, kept in memory: price lists, and promotions compiled, ready to be asked.

Kept under the number that ``pricing`` counts changes with, and for ten minutes at most, because
promotions that begin tomorrow are not in it yet. Whoever shows a price asks for the number first;
a purchase goes by what is in memory, and the placing statement refuses it when that is too old.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from balcao.domains.pricing.queries import (
    forget_lists,
    lists_in_force,
    revision_of,
    tax_rules_of,
)
from balcao.domains.pricing.values import TaxRules
from balcao.domains.pricing.values.lists import PriceListHead
from balcao.domains.promotions.queries import Compiled, active_promotions, compile_rules
from balcao.domains.promotions.values import Promotion
from balcao.domains.shipping.queries import deliveries_of
from balcao.domains.shipping.values import Deliveries
from balcao.domains.stores.queries import store_by_id

KEPT_FOR: Final = timedelta(minutes=10)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreRules:
    """What decides about prices in one store, as of the change with this number."""

    number: int
    read_at: datetime
    time_zone: str
    promotions: Compiled
    promotion_ids: tuple[str, ...]
    limited_ids: tuple[str, ...]
    lists: tuple[PriceListHead, ...]
    gifts: tuple[UUID, ...]
    taxes: TaxRules
    deliveries: Deliveries

    @property
    def are_plain(self) -> bool:
        """Whether the base price is all there is: no list, nothing is discounted or taxed."""
        return not self.promotion_ids and not self.lists and self.taxes.is_empty

    @property
    def ask_who_buys(self) -> bool:
        """Whether it may matter which segments a shopper is in, and what they bought before."""
        return bool(self.promotion_ids) or any(not one.is_for_everybody for one in self.lists)


_kept: dict[int, StoreRules] = {}


def rules_of(
    store_id: int, *, now: datetime, is_sure: bool = True, number: int | None = None
) -> StoreRules:
    """The rules of a store. Without ``is_sure`` those in memory are good enough.

    ``number`` is that of the rules, for whoever has just read it.

    :raises NoSuchStore: there is none with this id.
    """
    kept = _kept.get(store_id)
    if kept is not None and not kept.read_at <= now < kept.read_at + KEPT_FOR:
        kept = None
    if kept is not None and not is_sure:
        return kept
    if kept is not None and kept.number == (revision_of(store_id) if number is None else number):
        return kept
    found = _kept[store_id] = _read(store_id, now)
    return found


def rules_tried(
    store_id: int, *, now: datetime, also: Sequence[Promotion], without: Collection[str]
) -> StoreRules:
    """The rules of a store with and without some promotions; nobody else sees them.

    :raises NoSuchStore: there is none with this id.
    """
    left_out = {*without, *(one.id for one in also)}
    return _read(store_id, now, also, left_out)


def forget_rules() -> None:
    """Have all rules read again; for tests, whose stores come and go."""
    _kept.clear()
    forget_lists()


def _read(
    store_id: int,
    now: datetime,
    also: Sequence[Promotion] = (),
    left_out: Collection[str] = (),
) -> StoreRules:
    # The number first: what changes between the two reads is then read once more, not missed.
    number = revision_of(store_id)
    store, active = store_by_id(store_id), active_promotions(store_id, now)
    promotions = (*(one for one in active if one.id not in left_out), *also)
    return StoreRules(
        number=number,
        read_at=now,
        time_zone=store.time_zone,
        promotions=compile_rules(promotions),
        promotion_ids=tuple(one.id for one in promotions),
        limited_ids=tuple(one.id for one in promotions if one.is_limited),
        lists=lists_in_force(store_id, number, now),
        gifts=tuple(sorted({gift for one in promotions for gift in _gifts(one)})),
        taxes=tax_rules_of(store_id),
        deliveries=deliveries_of(store_id),
    )


def _gifts(promotion: Promotion) -> list[UUID]:
    then: Any = promotion.rule.get("then", {})
    return [UUID(str(then["variant"]))] if then.get("kind") == "gift" else []
