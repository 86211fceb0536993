"""A cart on its way to an order: its head and what a shopper has filled in so far."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

import orjson

from balcao.domains.cart.errors import NoSuchCart
from balcao.domains.cart.queries import lines_of
from balcao.domains.cart.values import CartView
from balcao.domains.customers.values import Address
from balcao.plumbing.sql import run_sql_dicts

HEAD: Final = ("id", "store_id", "currency", "state", "version", "customer_id")
TEXTS: Final = ("email", "rate_code", "provider", "tax_id", "note", "gift_message")


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """The parts of a checkout; empty where nothing was said yet.

    ``accounts`` are stored value to pay from, in this order.
    """

    email: str = ""
    address: Address | None = None
    rate_code: str = ""
    provider: str = ""
    accounts: tuple[UUID, ...] = ()
    tax_id: str = ""
    note: str = ""
    gift_message: str = ""


@dataclass(frozen=True, slots=True)
class SoFar:
    """A cart without its lines, what was filled in, and the number of its store's rules."""

    cart: CartView
    filled: Filled
    rules: int

    def with_lines(self, language: str) -> CartView:
        """The cart with its lines at present prices, in a language."""
        return lines_of(self.cart, language)


def so_far(cart_id: UUID) -> SoFar:
    """How far a cart has come.

    :raises NoSuchCart: there is none with this id.
    """
    for row in run_sql_dicts("checkout/cart", cart_id=cart_id):
        return read_so_far(row)
    raise NoSuchCart(id=str(cart_id))


def read_so_far(row: Mapping[str, Any]) -> SoFar:
    """A row of ``checkout/cart``."""
    head = {name: row[name] for name in HEAD}
    parts = orjson.loads(row["address"]) if row["address"] else None
    filled = Filled(
        **{name: row[name] or "" for name in TEXTS},
        address=Address(**parts) if parts else None,
        accounts=tuple(row["accounts"] or ()),
    )
    return SoFar(CartView(**head, codes=tuple(row["codes"]), lines=()), filled, row["rules"])
