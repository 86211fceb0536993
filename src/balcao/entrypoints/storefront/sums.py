"""The sums of a cart, a checkout or an order, row by row; the rows above a total add up to it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from django.utils.translation import gettext

from balcao.domains.orders.queries import DiscountRow, TaxRow, discount_totals, tax_totals
from balcao.domains.orders.values import DiscountTotal, OrderView
from balcao.domains.payments.queries import provider_label
from balcao.entrypoints.storefront.viewmodels import Sum
from balcao.entrypoints.storefront.words import price_text, rate_text, shipping_text
from balcao.kernel.money import Money


class Amounts(Protocol):
    """What a quote and an order have in common."""

    @property
    def subtotal(self) -> Money: ...
    @property
    def exemption(self) -> Money: ...
    @property
    def discounts(self) -> Sequence[DiscountRow]: ...
    @property
    def taxes(self) -> Sequence[TaxRow]: ...


def discount_sums(discounts: Iterable[DiscountRow], language: str) -> tuple[Sum, ...]:
    """One row for each promotion of a cart or an order, with its code if it needed one."""
    return tuple(_discount(one, language) for one in discount_totals(discounts))


def sums_above(amounts: Amounts, shipping: Money | None, language: str) -> tuple[Sum, ...]:
    """The rows above the total: lines, discounts, shipping and what is off it, taxes on top."""
    totals = discount_totals(amounts.discounts)
    rows = [Sum(gettext("Subtotal"), price_text(amounts.subtotal, language))]
    rows.extend(_discount(one, language) for one in totals if not one.is_shipping)
    if shipping is not None:
        rows.append(Sum(gettext("Shipping"), shipping_text(shipping, language)))
    rows.extend(_discount(one, language) for one in totals if one.is_shipping)
    if amounts.exemption:
        taken = price_text(amounts.exemption, language)
        rows.append(Sum(gettext("Tax exemption"), f"−{taken}"))
    rows.extend(tax_sums(amounts.taxes, language, are_included=False))
    return tuple(rows)


def tax_sums(taxes: Iterable[TaxRow], language: str, *, are_included: bool) -> tuple[Sum, ...]:
    """One row for each tax that is on top of the prices, or that is inside them."""
    return tuple(
        Sum(_tax_label(one.name, one.rate_ppm, language), price_text(one.amount, language))
        for one in tax_totals(taxes)
        if one.is_included is are_included
    )


def order_sums(order: OrderView, language: str) -> tuple[Sum, ...]:
    """What the total of an order is made of."""
    return sums_above(order, order.shipping, language)


def included_sums(order: OrderView, language: str) -> tuple[Sum, ...]:
    """The taxes that the shopper pays inside the prices of an order."""
    return tax_sums(order.taxes, language, are_included=True)


def paid_sums(order: OrderView, language: str) -> tuple[Sum, ...]:
    """How the total is split where stored value pays a part of it; nothing where it does not."""
    if not order.credit:
        return ()
    rest = order.total - order.credit
    rows = [Sum(gettext("Paid by gift card or credit"), price_text(order.credit, language))]
    if rest:
        label = provider_label(order.provider, language)
        rows.append(Sum(label or gettext("Still to pay"), price_text(rest, language)))
    return tuple(rows)


def _discount(one: DiscountTotal, language: str) -> Sum:
    label = f"{one.name} ({one.code})" if one.code else one.name
    return Sum(label, f"−{price_text(one.amount, language)}")


def _tax_label(name: str, rate_ppm: int, language: str) -> str:
    rate = rate_text(rate_ppm, language)
    # Some tables name a tax with its rate already.
    return name if rate in name else f"{name} {rate}"
