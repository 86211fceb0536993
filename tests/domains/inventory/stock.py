"""Short names for what the tests of this folder do all the time."""

from __future__ import annotations

from functools import partial
from typing import Any

from balcao.domains.inventory import operations
from balcao.domains.inventory.queries import level_of, movements_page
from balcao.domains.inventory.values import Level
from tests.shop import NOW, Shop


def doing(shop: Shop, verb: str, sku: str = "CUP", **more: Any) -> Any:
    """Call an operation on one SKU of the shop's only location."""
    call = partial(
        getattr(operations, verb),
        store_id=shop.store_id,
        location_id=shop.location_id,
        variant_id=shop.variants[sku],
        actor="ana",
        now=NOW,
    )
    return call(**more)


def level(shop: Shop, sku: str = "CUP") -> Level:
    """The level as it is."""
    return level_of(shop.location_id, shop.variants[sku])


def ledger(shop: Shop, sku: str = "CUP") -> list[tuple[str, int, int]]:
    """Reason, quantity and balance of each movement, oldest first."""
    page = movements_page(shop.store_id, variant_id=shop.variants[sku])
    return [(m.reason, m.quantity, m.balance) for m in reversed(page.items)]
