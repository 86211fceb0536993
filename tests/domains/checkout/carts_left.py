"""Carts that were left by who agreed to be written to."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from balcao.domains.cart.operations import add_to_cart, open_cart
from balcao.domains.checkout.operations import (
    claim_reminder,
    save_details,
    save_reminder_rules,
    settle_reminder,
)
from balcao.domains.customers.operations import record_consent
from balcao.domains.customers.values import ConsentKind, ConsentWords
from tests.shop import ADDRESS, NOW, Shop

WORDS = ConsentWords(version="1", text="Write to me.", locale="pt-br")
HOUR = timedelta(hours=1)


def switch_on(shop: Shop, hours: tuple[int, ...] = (1, 24, 72)) -> None:
    save_reminder_rules(store_id=shop.store_id, is_on=True, hours=hours)


def agree(shop: Shop, email: str = "ana@example.com", *, is_given: bool = True, at=NOW) -> None:
    record_consent(
        store_id=shop.store_id,
        email=email,
        kind=ConsentKind.MARKETING,
        is_given=is_given,
        words=WORDS,
        source="checkout",
        now=at,
    )


def left(shop: Shop, email: str = "ana@example.com", sku: str = "CUP", at=NOW) -> UUID:
    """A cart with two cups and everything typed, left at ``at``."""
    cart = open_cart(store_id=shop.store_id, currency="BRL", locale="pt-br", now=at)
    add_to_cart(cart_id=cart, variant_id=shop.variants[sku], quantity=2, now=at)
    save_details(
        cart_id=cart,
        email=email,
        address=ADDRESS,
        rate_code="standard",
        provider="bank_transfer",
        now=at,
    )
    return cart


def sent(reminder_id: UUID, now) -> None:
    """As when its mail went out."""
    assert claim_reminder(reminder_id=reminder_id, now=now)
    settle_reminder(reminder_id=reminder_id, now=now)
