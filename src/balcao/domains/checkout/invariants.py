"""What must be true of purchases (number 4 of the list)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from balcao.kernel.invariants import Breach, Invariant
from balcao.plumbing.sql import run_sql_dicts


def one_cart_one_order() -> Iterable[Breach]:
    """A cart with two live orders, or ordered without any."""
    rows = run_sql_dicts("checkout/broken_carts")
    return [
        Breach(f"cart {row['cart_id']}", f"{row['state']}, {row['orders']} orders") for row in rows
    ]


def one_key_one_effect() -> Iterable[Breach]:
    """A purchase key whose order does not exist."""
    rows = run_sql_dicts("checkout/broken_keys")
    return [
        Breach(f"key {row['key']}", f"answers order {row['number']}, which is not there")
        for row in rows
    ]


def one_draft_one_order() -> Iterable[Breach]:
    """A draft with two live orders, ordered without any, or at another total than was quoted."""
    rows = run_sql_dicts("checkout/broken_drafts")
    return [Breach(f"draft {row['number']}", row["detail"]) for row in rows]


INVARIANTS: Final = (
    Invariant(4, "checkout.one_cart_one_order", "a cart becomes one order", one_cart_one_order),
    Invariant(
        4,
        "checkout.one_draft_one_order",
        "a draft becomes one order, at the total it was quoted at",
        one_draft_one_order,
    ),
    Invariant(
        4, "checkout.one_key_one_effect", "each key answers a real order", one_key_one_effect
    ),
)
