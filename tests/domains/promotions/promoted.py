"""One promotion with a code and a batch, for whoever knocks at every door."""

from __future__ import annotations

from balcao.domains.promotions.operations import add_code, create_promotion, order_batch
from balcao.domains.promotions.values import PromotionDraft
from tests.offers import percent
from tests.shop import NOW, Shop


def promoted(shop: Shop) -> dict[str, object]:
    """The parts of addresses of promotions."""
    store_id = shop.store_id
    draft = PromotionDraft(name="Ten off", rule=percent(1000), currency="BRL")
    key = create_promotion(store_id=store_id, draft=draft, now=NOW)
    code = add_code(store_id=store_id, promotion_id=key, text="TEN-OFF", now=NOW)
    batch = order_batch(
        store_id=store_id, promotion_id=key, name="Some", size=3, by="test", now=NOW
    )
    return {"promotion_id": key, "code_id": code, "batch_id": batch}
