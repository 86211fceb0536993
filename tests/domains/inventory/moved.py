"""One of everything that moving and counting knows, for those who knock at every address."""

from __future__ import annotations

from balcao.domains.inventory.operations import (
    adjust_stock,
    create_location,
    draft_transfer,
    start_count,
)
from balcao.domains.inventory.values import CountScope, Reason, TransferWish, Wish
from balcao.kernel.money import Money
from tests.shop import NOW, Shop


def moved(shop: Shop) -> dict[str, object]:
    """A transfer, a count and an adjustment that waits."""
    branch = create_location(store_id=shop.store_id, code="branch", name="Loja", priority=2)
    who = {"store_id": shop.store_id, "actor": "test", "now": NOW}
    cup = shop.variants["CUP"]
    places = {"from_location_id": shop.location_id, "to_location_id": branch}
    transfer_id = draft_transfer(lines=[TransferWish(cup, 1)], **places, **who)
    count_id = start_count(location_id=shop.location_id, scope=CountScope.FULL, **who)
    wish = Wish(shop.location_id, cup, Reason.RECEIVED, 1, value=Money(10**9, "BRL"))
    asked = adjust_stock(wish=wish, **who)
    return {"transfer_id": transfer_id, "count_id": count_id, "adjustment_id": asked.id}
