"""What of a quote is taxed, and how its taxes are shown. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from balcao.domains.checkout.values import QuoteLine, QuoteTax, ShopperFacts, VariantFacts, Wish
from balcao.domains.pricing.values import Place, TaxableLine, TaxLine, TaxRequest
from balcao.kernel.money import Money


def tax_request(
    wish: Wish,
    lines: Sequence[QuoteLine],
    facts: Mapping[UUID, VariantFacts],
    who: ShopperFacts,
    shipping: Money | None,
    off: Mapping[int | None, int],
    now: datetime,
) -> TaxRequest:
    """What is taxed is what is paid: after discounts, the shipping after its own."""
    taxable = [
        TaxableLine(
            line.line_no,
            line.total.minor - line.discount.minor,
            facts[line.variant_id].tax_class,
        )
        for line in lines
    ]
    if shipping is not None:
        taxable.append(TaxableLine(None, shipping.minor - off.get(None, 0)))
    return TaxRequest(
        currency=wish.currency,
        lines=tuple(taxable),
        ship_to=Place(wish.country, wish.region, wish.postal_code, wish.city),
        at=now,
        buyer_tax_id=wish.tax_id,
        is_exempt=who.is_exempt,
    )


def taxed_line(one: TaxLine, currency: str) -> QuoteTax:
    """A tax line as a quote shows it."""
    return QuoteTax(
        line_no=one.line_no,
        jurisdiction=one.jurisdiction,
        name=one.name,
        rate_ppm=one.rate_ppm,
        base=Money(one.base_minor, currency),
        amount=Money(one.amount_minor, currency),
        is_included=one.is_included,
    )
