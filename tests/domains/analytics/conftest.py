"""A shop with sales of some weeks, placed as shoppers place them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import pytest

from balcao.domains.analytics.operations import ask_prices_test
from balcao.domains.checkout.operations import purchase
from balcao.domains.checkout.queries import quote_wish
from balcao.domains.checkout.queries.store_rules import forget_rules
from balcao.domains.checkout.rules import wish_of
from tests.shop import NOW, Shop, open_shop

BASKETS = (
    (("CUP", 1),),
    (("CUP", 3), ("VASE-S", 1)),
    (("VASE-L", 1),),
    (("CUP", 2),),
    (("VASE-S", 2), ("CUP", 1)),
    (("CUP", 5),),
)
END = NOW + timedelta(days=10)


@dataclass(frozen=True)
class Sales:
    """The shop and its orders in the order of time."""

    shop: Shop
    orders: tuple[UUID, ...]
    end: datetime = END

    @property
    def period(self) -> dict[str, datetime]:
        """From before the first order to after the last."""
        return {"starts_at": NOW - timedelta(days=1), "ends_at": self.end}


def place_all(shop: Shop, start: datetime = NOW) -> tuple[UUID, ...]:
    """Six orders of three shoppers, a day after each other, at what they cost that day."""
    made = []
    for nr, basket in enumerate(BASKETS):
        now = start + timedelta(days=nr)
        wanted = shop.request(*basket, email=f"shopper{nr % 3}@example.com")
        forget_rules()
        quote = quote_wish(wish_of(wanted), now=now)
        made.append(
            purchase(
                shop.request(
                    *basket, email=f"shopper{nr % 3}@example.com", expected_total=quote.total
                ),
                now=now,
            ).order_id
        )
    return tuple(made)


@pytest.fixture
def shop(db: None) -> Shop:
    """A shop without sales."""
    forget_rules()
    return open_shop()


@pytest.fixture
def sales(shop: Shop) -> Sales:
    """Six orders, nothing discounted."""
    return Sales(shop, place_all(shop))


def asked_back_test(shop: Shop) -> UUID:
    """A back-test that waits; returns its id."""
    return ask_prices_test(
        store_id=shop.store_id,
        prices={"CUP": 1},
        title="Cups",
        starts_at=NOW - timedelta(days=9),
        ends_at=NOW,
        by="test",
        now=NOW,
    )
