"""Promotions and cards for tests of purchases, switched on at once."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from balcao.domains.pricing.operations import rules_changed
from balcao.domains.promotions.models import Promotion
from balcao.domains.promotions.operations import add_code
from balcao.domains.wallet.operations import issue_gift_card
from tests.shop import NOW, Shop, brl


def percent(basis_points: int, **more: Any) -> dict[str, Any]:
    """A rule that takes so many hundredths of a percent off each line."""
    return {"then": {"kind": "percent", "basis_points": basis_points}, **more}


def offer(shop: Shop, rule: dict[str, Any], *, code: str = "", **columns: Any) -> UUID:
    """An active promotion of the shop, behind a code if one is given; returns its id."""
    row = Promotion.objects.create(
        store_id=shop.store_id,
        name=columns.pop("name", "Promoção"),
        rule=rule,
        currency=columns.pop("currency", "BRL"),
        needs_code=bool(code),
        status="active",
        created_at=NOW,
        updated_at=NOW,
        **columns,
    )
    if code:
        add_code(store_id=shop.store_id, promotion_id=row.pk, text=code, now=NOW)
    rules_changed(store_id=shop.store_id)
    return row.pk


def gift_card(shop: Shop, amount: str) -> UUID:
    """A gift card worth so much; returns its account."""
    card = issue_gift_card(store_id=shop.store_id, amount=brl(amount), actor="test", now=NOW)
    return card.account.id
