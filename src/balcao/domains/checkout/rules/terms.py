"""A quote as it is kept with its draft, and read back. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final
from uuid import UUID

from balcao.domains.checkout.values import Quote, QuoteDiscount, QuoteLine, QuoteTax, Take
from balcao.kernel.money import Money

SUMS: Final = ("subtotal", "discount", "tax_added", "tax_included", "exemption", "total")


def terms_of(quote: Quote, method: str) -> dict[str, Any]:
    """A quote as plain JSON: all that an order is written from, amounts in minor units."""
    return {
        "rules": quote.rules,
        "currency": quote.currency,
        "method": method,
        "shipping": _minor(quote.shipping),
        **{name: getattr(quote, name).minor for name in SUMS},
        "lines": [_line(one) for one in quote.lines],
        "discounts": [
            [str(one.promotion_id), one.name, one.code, one.line_no, one.amount.minor]
            for one in quote.discounts
        ],
        "taxes": [
            [one.line_no, one.jurisdiction, one.name, one.rate_ppm, one.base.minor,
             one.amount.minor, one.is_included]
            for one in quote.taxes
        ],
        "takes": [
            [str(one.promotion_id), one.code_id, one.amount_minor] for one in quote.takes
        ],
        "codes": dict(quote.codes),
    }  # fmt: skip


def quote_in(terms: Mapping[str, Any], day: date) -> Quote:
    """The quote that was kept; what it takes of promotions, it takes on ``day``."""
    unit = terms["currency"]
    return Quote(
        rules=terms["rules"],
        currency=unit,
        lines=tuple(_line_in(one, unit) for one in terms["lines"]),
        discounts=tuple(
            QuoteDiscount(
                promotion_id=UUID(promotion), name=name, code=code, line_no=line_no,
                amount=Money(minor, unit),
            )
            for promotion, name, code, line_no, minor in terms["discounts"]
        ),
        taxes=tuple(_tax_in(one, unit) for one in terms["taxes"]),
        verdicts=(),
        shipping=_money(terms["shipping"], unit),
        takes=tuple(
            Take(promotion_id=UUID(promotion), code_id=code_id, amount_minor=minor, day=day)
            for promotion, code_id, minor in terms["takes"]
        ),
        codes=terms["codes"],
        subtotal=Money(terms["subtotal"], unit),
        discount=Money(terms["discount"], unit),
        tax_added=Money(terms["tax_added"], unit),
        tax_included=Money(terms["tax_included"], unit),
        exemption=Money(terms["exemption"], unit),
        total=Money(terms["total"], unit),
    )  # fmt: skip


def _line(one: QuoteLine) -> list[Any]:
    return [
        one.line_no, str(one.variant_id), one.quantity, one.unit.minor, one.base_minor,
        _minor(one.compare_at), one.discount.minor, one.is_gift, one.is_given, _minor(one.listed),
    ]  # fmt: skip


def _line_in(kept: list[Any], unit: str) -> QuoteLine:
    line_no, variant, quantity, price, base, before, off, is_gift, is_given, listed = kept
    return QuoteLine(
        line_no=line_no,
        variant_id=UUID(variant),
        quantity=quantity,
        unit=Money(price, unit),
        base_minor=base,
        compare_at=_money(before, unit),
        discount=Money(off, unit),
        is_gift=is_gift,
        is_given=is_given,
        listed=_money(listed, unit),
    )


def _tax_in(kept: list[Any], unit: str) -> QuoteTax:
    line_no, jurisdiction, name, rate_ppm, base, amount, is_included = kept
    return QuoteTax(
        line_no=line_no,
        jurisdiction=jurisdiction,
        name=name,
        rate_ppm=rate_ppm,
        base=Money(base, unit),
        amount=Money(amount, unit),
        is_included=is_included,
    )


def _minor(amount: Money | None) -> int | None:
    return None if amount is None else amount.minor


def _money(minor: int | None, unit: str) -> Money | None:
    return None if minor is None else Money(minor, unit)
