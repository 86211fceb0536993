"""From lines, facts and the answers of promotions and taxes to what a purchase costs. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from balcao.domains.cart.values import CartView
from balcao.domains.checkout.values import (
    Account,
    Credit,
    Quote,
    QuoteDiscount,
    QuoteLine,
    ShopperFacts,
    Take,
    VariantFacts,
    Wish,
)
from balcao.domains.promotions.values import Applied, Basket, CartItem, Gift, Outcome
from balcao.kernel.money import Money

MILLION: Final = 1_000_000


def cart_at(cart: CartView, quote: Quote) -> CartView:
    """The cart at the prices of its quote: by price lists, groups and quantities."""
    told = {line.variant_id: line for line in quote.lines if not line.is_gift}
    lines = []
    for line in cart.lines:
        found = told.get(line.variant_id)
        unit, before = (found.unit, found.compare_at) if found else (None, None)
        is_lower = unit is not None and before is not None and unit < before
        lines.append(replace(line, unit=unit, compare_at=before if is_lower else None))
    return replace(cart, lines=tuple(lines))


def basket_of(
    wish: Wish,
    lines: Sequence[QuoteLine],
    facts: Mapping[UUID, VariantFacts],
    who: ShopperFacts,
    *,
    shipping: Money | None,
    gifts: Mapping[str, int],
    time_zone: str,
    now: datetime,
) -> Basket:
    """The cart as promotions look at it: before any discount."""
    return Basket(
        store_id=wish.store_id,
        currency=wish.currency,
        items=tuple(_item(line, facts[line.variant_id]) for line in lines),
        at=now,
        time_zone=time_zone,
        codes={promotion: text for promotion, (text, _) in who.codes.items()},
        country=wish.country,
        region=wish.region,
        shipping_code=wish.rate_code,
        shipping_minor=None if shipping is None else shipping.minor,
        payment=wish.provider,
        shopper=who.shopper,
        gift_values=gifts,
    )


def gift_values(
    wanted: Collection[UUID],
    facts: Mapping[UUID, VariantFacts],
    bought: Mapping[UUID, int],
) -> dict[str, int]:
    """The prices of gifts of which one is left after what is bought, by variant."""
    known = (facts[variant] for variant in wanted if variant in facts)
    return {
        str(one.variant_id): one.base_minor
        for one in known
        if one.base_minor is not None and one.sellable > bought.get(one.variant_id, 0)
    }


def gift_lines(
    outcome: Outcome, facts: Mapping[UUID, VariantFacts], *, after: int, currency: str
) -> list[QuoteLine]:
    """Gifts as lines of their own that cost nothing; the same gift of two promotions adds up."""
    units: dict[UUID, int] = {}
    for gift in _gifts(outcome):
        units[gift.variant_id] = units.get(gift.variant_id, 0) + gift.quantity
    zero = Money.zero(currency)
    return [
        QuoteLine(
            line_no=after + nr,
            variant_id=variant,
            quantity=quantity,
            unit=zero,
            base_minor=facts[variant].base_minor,
            compare_at=None,
            discount=zero,
            is_gift=True,
        )
        for nr, (variant, quantity) in enumerate(units.items(), start=1)
    ]


def discounts_of(outcome: Outcome, currency: str) -> tuple[QuoteDiscount, ...]:
    """Every share of every promotion that applied."""
    return tuple(
        QuoteDiscount(
            promotion_id=UUID(applied.promotion_id),
            name=applied.name,
            code=applied.code,
            line_no=share.line_no,
            amount=Money(share.amount_minor, currency),
        )
        for applied in outcome.applied
        for share in applied.shares
    )


def off_each(discounts: Sequence[QuoteDiscount]) -> dict[int | None, int]:
    """What comes off each line in minor units; None is the shipping."""
    off: dict[int | None, int] = {}
    for one in discounts:
        off[one.line_no] = off.get(one.line_no, 0) + one.amount.minor
    return off


def takes_of(
    outcome: Outcome, who: ShopperFacts, *, time_zone: str, now: datetime
) -> tuple[Take, ...]:
    """The uses that an order takes; the day is the store's."""
    day = now.astimezone(ZoneInfo(time_zone)).date()
    return tuple(
        Take(
            promotion_id=UUID(applied.promotion_id),
            code_id=_code_id(applied, who),
            amount_minor=applied.amount_minor,
            day=day,
        )
        for applied in outcome.applied
    )


def credits_of(accounts: Sequence[Account], total: Money) -> tuple[Credit, ...]:
    """What each account pays, in the order named, until nothing is left to pay.

    Units worth more than what is left pay no more than that: points are rounded up to whole
    points, never the money.
    """
    left = total.minor
    paid: list[Credit] = []
    for account in accounts:
        worth = min(left, account.balance * account.worth_ppm // MILLION)
        if worth <= 0:
            continue
        units = -(-worth * MILLION // account.worth_ppm)
        money = Money(worth, total.currency)
        paid.append(
            Credit(
                account_id=account.id,
                kind=account.kind,
                ends_with=account.ends_with,
                units=units,
                worth=money,
            )
        )
        left -= worth
    return tuple(paid)


def _item(line: QuoteLine, facts: VariantFacts) -> CartItem:
    return facts.as_item(
        line_no=line.line_no,
        quantity=line.quantity,
        unit_minor=line.unit.minor,
        compare_at_minor=line.compare_at.minor if line.compare_at else None,
    )


def _gifts(outcome: Outcome) -> list[Gift]:
    return [gift for applied in outcome.applied for gift in applied.gifts]


def _code_id(applied: Applied, who: ShopperFacts) -> int | None:
    found = who.codes.get(applied.promotion_id) if applied.code else None
    return found[1] if found else None
