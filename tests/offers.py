"""Promotions, price lists and cards for tests of purchases, switched on at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from balcao.domains.customers.operations import add_customer, add_members, create_segment
from balcao.domains.customers.values import SegmentEdit
from balcao.domains.pricing.operations import create_list, rules_changed, set_entries
from balcao.domains.pricing.values.lists import PriceListDraft, Tier
from balcao.domains.promotions.models import Promotion
from balcao.domains.promotions.operations import add_code
from balcao.domains.wallet.operations import issue_gift_card
from balcao.kernel.ids import new_id
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


def price_list(shop: Shop, prices: Mapping[str, Sequence[Tier]] | None = None, **said: Any) -> UUID:
    """A list of the shop with these tiers by SKU, in force since an hour; returns its id."""
    plain: dict[str, Any] = {
        "name": said.pop("name", f"List {new_id()}"),
        "currency": "BRL",
        "starts_at": NOW - timedelta(hours=1),
    }
    draft = PriceListDraft(**{**plain, **said})
    made = create_list(store_id=shop.store_id, draft=draft, now=NOW)
    if prices:
        enter(shop, made, prices)
    return made


def enter(shop: Shop, list_id: UUID, prices: Mapping[str, Sequence[Tier]]) -> None:
    """Have a list say these tiers, by SKU."""
    tiers = {shop.variants[sku]: some for sku, some in prices.items()}
    set_entries(store_id=shop.store_id, list_id=list_id, tiers=tiers, now=NOW)


def group(shop: Shop, slug: str, *emails: str) -> None:
    """A segment of the shop, kept by hand, with these shoppers in it."""
    edit = SegmentEdit(name=slug, rule=None)
    made = create_segment(store_id=shop.store_id, edit=edit, currency="BRL", now=NOW, slug=slug)
    for email in emails:
        add_customer(store_id=shop.store_id, email=email, name=email, locale="pt-br", now=NOW)
    add_members(store_id=shop.store_id, segment_id=made, emails=emails, now=NOW)


def gift_card(shop: Shop, amount: str) -> UUID:
    """A gift card worth so much; returns its account."""
    card = issue_gift_card(store_id=shop.store_id, amount=brl(amount), actor="test", now=NOW)
    return card.account.id
