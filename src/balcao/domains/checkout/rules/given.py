"""What staff gave by hand, in the price of a purchase. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from balcao.domains.checkout.values import Given, QuoteDiscount, QuoteLine, Wish
from balcao.kernel.money import Money
from balcao.kernel.shares import spread


def given_price(line: QuoteLine, given: Given) -> QuoteLine:
    """The line at the price that was given by hand, if one was; it keeps the shop's beside it."""
    minor = given.units.get(line.variant_id)
    if minor is None:
        return line
    unit = Money(minor, line.unit.currency)
    return replace(line, unit=unit, compare_at=None, is_given=True, listed=line.unit)


def open_shipping(wish: Wish, shipping: Money | None) -> Money | None:
    """The shipping that promotions may take something off: none that was given by hand."""
    is_given = wish.given is not None and wish.given.shipping_minor is not None
    return None if is_given else shipping


def given_discounts(
    given: Given, lines: Sequence[QuoteLine], off: Mapping[int | None, int], currency: str
) -> tuple[QuoteDiscount, ...]:
    """The amount off the whole, shared between lines in proportion to what is left of them.

    More than is left is as much as is left: the goods are then free, never paid for by us.
    """
    left = [line.total.minor - off.get(line.line_no, 0) for line in lines]
    shares = spread(min(given.discount_minor, sum(left)), left)
    return tuple(
        QuoteDiscount(
            promotion_id=given.id,
            name=given.name,
            code="",
            line_no=line.line_no,
            amount=Money(share, currency),
        )
        for line, share in zip(lines, shares, strict=True)
        if share
    )
