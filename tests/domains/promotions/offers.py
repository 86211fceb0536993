"""Promotions, codes and uses for tests, made by the operations that staff use."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import orjson
from django.db import connection, transaction

from balcao.domains.promotions.operations import activate_promotion, create_promotion
from balcao.domains.promotions.values import PromotionDraft
from balcao.kernel.ids import new_id
from tests.shop import NOW

TEN_PERCENT = {"then": {"kind": "percent", "per": "order", "basis_points": 1000}}
TODAY = date(2026, 11, 23)


def draft(**changes):
    said = {"name": "Ten off", "rule": TEN_PERCENT, "currency": "BRL", **changes}
    return PromotionDraft(**said)


def offer(store_id, *, now=NOW, **changes):
    """A promotion that is on."""
    made = create_promotion(store_id=store_id, draft=draft(**changes), now=now)
    activate_promotion(store_id=store_id, promotion_id=made, now=now)
    return made


def use(store_id, promotion_id, *, code_id=None, shopper="ana@example.com", minor=500, day=TODAY,
        now=NOW, order_id: UUID | None = None):  # fmt: skip
    """Use a promotion as a purchase does; returns the order's id."""
    order_id = order_id or new_id()
    take = {
        "promotion_id": str(promotion_id),
        "code_id": code_id,
        "amount_minor": minor,
        "day": day.isoformat(),
    }
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT promotions_take(%s, %s, %s, %s::jsonb, %s)",
            [store_id, order_id, shopper, orjson.dumps([take]).decode(), now],
        )
    return order_id
