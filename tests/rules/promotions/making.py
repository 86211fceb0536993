"""Baskets and promotions for the tests, in few words."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from balcao.domains.promotions.rules import check_rule, compile_rules, decide, explain
from balcao.domains.promotions.values import Basket, CartItem, Outcome, Promotion, Verdict

# A Tuesday, noon in London, nine in the morning in São Paulo.
AT = datetime(2026, 11, 24, 12, tzinfo=UTC)
GIFT = "00000000-0000-0000-0000-0000000000ff"


def variant(number: int) -> str:
    return str(UUID(int=number))


def product(number: int) -> str:
    return str(UUID(int=1_000 + number))


def item(number: int, unit_minor: int, quantity: int = 1, **facts: Any) -> CartItem:
    return CartItem(
        **{
            "line_no": number,
            "variant_id": UUID(int=number),
            "product_id": UUID(int=1_000 + number),
            "quantity": quantity,
            "unit_minor": unit_minor,
            **facts,
        }
    )


def basket(*lines: tuple[int, int] | CartItem, **facts: Any) -> Basket:
    """Lines are (unit price, quantity), numbered from one, or items."""
    items = tuple(
        one if isinstance(one, CartItem) else item(number, *one)
        for number, one in enumerate(lines, 1)
    )
    return Basket(**{"store_id": 1, "currency": "BRL", "items": items, "at": AT, **facts})


def promotion(name: str, then: dict[str, Any], **how: Any) -> Promotion:
    """A promotion with a checked rule; ``when``, ``stacking`` and ``at_most_minor`` go into it."""
    keys = ("when", "stacking", "at_most_minor")
    rule = {"then": then, **{key: how.pop(key) for key in keys if key in how}}
    return Promotion(
        **{"id": name, "name": name, "currency": "BRL", "rule": check_rule(rule), **how}
    )


def decided(cart: Basket, *promotions: Promotion, **how: Any) -> Outcome:
    return decide(compile_rules(promotions), cart, **how)


def off(cart: Basket, then: dict[str, Any], **how: Any) -> int:
    """What one promotion takes off, minor units."""
    return decided(cart, promotion("one", then, **how)).discount_minor


def verdict(cart: Basket, one: Promotion, **how: Any) -> Verdict:
    """What is said of one promotion alone."""
    return explain(compile_rules([one]), cart, **how).verdicts[0]


PERCENT = {"kind": "percent", "basis_points": 1_000}
