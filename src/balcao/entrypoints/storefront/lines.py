"""Lines of carts and orders as the pages show them."""

from __future__ import annotations

from django.utils.translation import gettext, ngettext

from balcao.domains.cart.values import CartLineView, CartView
from balcao.entrypoints.storefront import links
from balcao.entrypoints.storefront.promises import Promises
from balcao.entrypoints.storefront.viewmodels import Line
from balcao.entrypoints.storefront.words import price_text


def cart_lines(cart: CartView, language: str, promises: Promises) -> tuple[Line, ...]:
    """The lines of a cart; one that cannot be bought says why, one that must wait says how long."""
    return tuple(_line(row, language, promises.get(row.variant_id, "")) for row in cart.lines)


def notice_of(row: CartLineView) -> str:
    """Why a line cannot be bought as it is; empty when it can."""
    if row.unit is None:
        return gettext("This is not sold any more. Please remove it.")
    if not row.is_short:
        return ""
    if row.sellable <= 0:
        return gettext("Sold out. Please remove it.")
    return ngettext(
        "Only %(left)d is left. Please take fewer.",
        "Only %(left)d are left. Please take fewer.",
        row.sellable,
    ) % {"left": row.sellable}


def _line(row: CartLineView, language: str, promise: str) -> Line:
    return Line(
        key=str(row.variant_id),
        title=row.title,
        options=row.options,
        url=links.product_url(row.handle, language),
        picture=links.picture_of(row.image, row.title),
        quantity=row.quantity,
        unit=price_text(row.unit, language) if row.unit is not None else "",
        total=price_text(row.total, language) if row.total is not None else "",
        compare_at=price_text(row.compare_at, language) if row.compare_at is not None else "",
        notice=notice_of(row),
        promise=promise if not notice_of(row) else "",
    )
