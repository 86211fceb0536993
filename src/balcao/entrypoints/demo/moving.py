"""The demo's second place: a small shop that the studio supplies, and a count that began."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from balcao.domains.inventory.operations import create_location
from balcao.domains.inventory.operations.counts import start_count
from balcao.domains.inventory.operations.transfers import (
    draft_transfer,
    receive_transfer,
    send_transfer,
)
from balcao.domains.inventory.queries import default_location, levels_page, locations
from balcao.domains.inventory.values import (
    CountScope,
    Handed,
    LocationKind,
    TransferWish,
)
from balcao.domains.stores.values import StoreInfo
from balcao.entrypoints.demo.opening import MAIL_ENDING

STOCK: Final = f"stock{MAIL_ENDING}"
CODE: Final = "loja-da-vila"
PLENTY: Final = 14
DAY: Final = timedelta(days=1)


def move(store: StoreInfo, now: datetime, progress: Callable[[str], None]) -> None:
    """Open the second place, send two vans to it and begin a count; once."""
    if any(place.code == CODE for place in locations(store.id)):
        return
    studio = default_location(store.id).id
    shop = create_location(
        store_id=store.id,
        code=CODE,
        name="Loja da Vila",
        kind=LocationKind.SHOP,
        priority=5,
        address={"country": "BR", "region": "SP", "city": "São Paulo", "postal_code": "05442-000"},
    )
    goods = _plentiful(store, studio)
    came = _send(store, (studio, shop), goods[:8], now - 3 * DAY)
    handed = [Handed(goods[0], 3, damaged=1), *(Handed(one, 4) for one in goods[1:8])]
    receive_transfer(
        store_id=store.id, transfer_id=came, lines=handed, actor=STOCK, now=now - 2 * DAY
    )
    _send(store, (studio, shop), goods[8:12], now - DAY / 4)
    start_count(
        store_id=store.id,
        location_id=studio,
        scope=CountScope.LIST,
        variant_ids=goods[12:20],
        actor=STOCK,
        now=now - DAY / 8,
        note="Shelf by the window",
    )
    progress("a second place, two transfers and a count")


def _plentiful(store: StoreInfo, place: int) -> list[UUID]:
    """Variants of which there is enough to give some away, by SKU."""
    levels = levels_page(store.id, limit=200).items
    return [one.variant_id for one in levels if one.location_id == place and one.sellable > PLENTY]


def _send(store: StoreInfo, places: tuple[int, int], goods: list[UUID], now: datetime) -> UUID:
    transfer_id = draft_transfer(
        store_id=store.id,
        from_location_id=places[0],
        to_location_id=places[1],
        lines=[TransferWish(one, 4) for one in goods],
        actor=STOCK,
        now=now,
        expected_at=now + DAY,
    )
    send_transfer(store_id=store.id, transfer_id=transfer_id, actor=STOCK, now=now)
    return transfer_id
