"""Drafts for tests."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from balcao.domains.checkout.operations import accept_quote, purchase, send_quote
from balcao.domains.checkout.values import Purchase
from balcao.domains.drafts.operations import give_terms, open_draft, override_price
from balcao.domains.drafts.queries import draft_by_id
from balcao.domains.drafts.values import DraftEdit, DraftUnits, DraftView
from balcao.domains.payments.operations import make_payment_link
from balcao.kernel.ids import new_id
from tests.shop import ADDRESS, NOW, Shop, brl

WEEK = timedelta(days=7)
BY = "owner@example.com"


def edit_of(shop: Shop, *lines: tuple[str, int], **changes: object) -> DraftEdit:
    """What is typed into a draft: complete, of these (SKU, units)."""
    plain = DraftEdit(
        email="ana@example.com",
        locale="pt-br",
        address=ADDRESS,
        rate_code="standard",
        lines=tuple(DraftUnits(shop.variants[sku], units) for sku, units in lines),
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def drafted(
    shop: Shop, *lines: tuple[str, int], now: datetime = NOW, **changes: object
) -> DraftView:
    """A draft of the shop, of one cup unless told."""
    edit = edit_of(shop, *(lines or (("CUP", 1),)), **changes)
    made = open_draft(store_id=shop.store_id, currency="BRL", edit=edit, author=BY, now=now)
    return draft_by_id(made)


def priced_by_hand(shop: Shop, draft: DraftView, sku: str, price: str) -> DraftView:
    """The draft with a price given by hand."""
    override_price(
        draft_id=draft.id, variant_id=shop.variants[sku], unit=brl(price), reason="Old friend",
        by=BY, now=NOW,
    )  # fmt: skip
    return draft_by_id(draft.id)


def given(draft: DraftView, *, off: str = "0", shipping: str = "") -> DraftView:
    """The draft with an amount off, and shipping, given by hand."""
    give_terms(
        draft_id=draft.id, discount=brl(off), shipping=brl(shipping) if shipping else None,
        reason="They take ten", by=BY, now=NOW,
    )  # fmt: skip
    return draft_by_id(draft.id)


def quoted(draft: DraftView, *, now: datetime = NOW, lives: timedelta = WEEK) -> DraftView:
    """The draft, sent as a quote for a week."""
    send_quote(draft_id=draft.id, expires_at=now + lives, now=now)
    return draft_by_id(draft.id)


def accepted(draft: DraftView, *, now: datetime = NOW, **changes: object) -> Purchase:
    """The order that a quote becomes, by bank transfer."""
    plain = {"version": draft.version, "provider": "bank_transfer", "key": str(new_id())}
    return accept_quote(draft_id=draft.id, now=now, **{**plain, **changes})  # type: ignore[arg-type]


def one_draft(shop: Shop) -> dict[str, object]:
    """A draft and a payment link, by the names that addresses call them."""
    draft, made = drafted(shop), purchase(shop.request(("CUP", 1)), now=NOW)
    link_id = make_payment_link(
        store_id=shop.store_id, order_id=made.order_id, expires_at=NOW + WEEK * 40, by=BY, now=NOW
    )
    return {"draft_id": draft.id, "link_id": link_id}
