"""One of everything that prices know, for those who knock at every address."""

from __future__ import annotations

from datetime import timedelta

from balcao.domains.pricing.operations import create_list, plan_repricing, schedule_price
from balcao.domains.pricing.values import VariantPrice
from balcao.domains.pricing.values.changes import Action, RepriceRule
from balcao.domains.pricing.values.lists import PriceListDraft
from tests.shop import NOW, Shop, brl

FAR = timedelta(days=36500)


def priced(shop: Shop) -> dict[str, object]:
    """A price list, a repricing that was looked at, and a price that is scheduled."""
    rule = RepriceRule(action=Action.PERCENT, value=-100_000)
    return {
        "list_id": create_list(
            store_id=shop.store_id,
            draft=PriceListDraft(name="Atacado", currency="BRL", starts_at=NOW),
            now=NOW,
        ),
        "repricing_id": plan_repricing(
            store_id=shop.store_id, currency="BRL", rule=rule, actor="test", now=NOW
        ),
        "schedule_id": schedule_price(
            store_id=shop.store_id,
            price=VariantPrice(shop.variants["LAST"], brl("1.00")),
            due_at=NOW + FAR,
            actor="test",
            now=NOW,
        ),
    }
