"""A purchase in three phases: prepare, pay (outside any transaction), finalize.

A crash between any two of them is ended by the sweeper in either a paid order or a released hold.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from balcao.domains.cart.queries import units_in
from balcao.domains.checkout.errors import AlreadyOrdered, Incomplete, StillBusy
from balcao.domains.checkout.operations.finalize import pay_and_finalize
from balcao.domains.checkout.operations.place import place_order
from balcao.domains.checkout.operations.taxids import check_tax_id
from balcao.domains.checkout.queries.filled import Filled, SoFar, so_far
from balcao.domains.checkout.queries.quoting import quote_wish
from balcao.domains.checkout.rules import REFUSALS, check_request, wish_of
from balcao.domains.checkout.values import Purchase, PurchaseRequest, WantedLine
from balcao.domains.orders.queries import order_of_cart
from balcao.domains.stores.queries import check_versions
from balcao.kernel.money import Money
from balcao.plumbing.idempotency import KeyReused


def purchase(request: PurchaseRequest, *, now: datetime) -> Purchase:
    """Make one order. Asking again with the same key answers the same order and takes nothing.

    :raises PurchaseRefused: one of its kinds says why; nothing was taken.
    :raises PaymentDeclined: the provider declined; the hold is released.
    :raises KeyReused: the key was used for another request.
    :raises BadAddress: mail, postal address or tax number cannot be right.
    :raises Incomplete: no lines, or too many of something.
    :raises NoSuchProvider: this way to pay is not offered.
    :raises NoSuchLegalPage: a legal page that it says was shown was never published.
    """
    checked = check_request(request)
    check_tax_id(checked.tax_id, checked.address.country)
    check_versions(checked.store_id, checked.agreed)
    made = made_of(place_order(checked, now=now), checked, now)
    if made.state != "pending":
        return made
    return pay_and_finalize(
        made, token=checked.payment_token, return_url=checked.return_url, now=now
    )


def complete_cart(
    *,
    cart_id: UUID,
    key: str,
    expected_total: Money,
    locale: str,
    now: datetime,
    payment_token: str = "",
    return_url: str = "",
    expected_credit: Money | None = None,
    agreed: tuple[tuple[str, int], ...] = (),
    known: SoFar | None = None,
) -> Purchase:
    """Order a cart whose checkout is filled in. A cart is ordered once, whatever the keys.

    ``known`` is how far the cart has come, for whoever has just read it.

    :raises NoSuchCart: there is none with this id.
    :raises Incomplete: something has not been filled in yet.
    :raises AlreadyOrdered: with another request; the first order's number is in the facts.
    :raises StillBusy: its first order ended while this was asked; ask again.
    :raises PurchaseRefused: one of its other kinds says why; nothing was taken.
    :raises PaymentDeclined: the provider declined; the cart is open again.
    :raises KeyReused: the key was used for another request.
    :raises NoSuchLegalPage: a legal page that it says was shown was never published.
    """
    known = known or so_far(cart_id)
    cart, details = known.cart, known.filled
    if cart.state != "open":
        return _earlier(cart_id, expected_total)
    wanted = units_in(cart_id)
    _check_filled(details, has_lines=bool(wanted))
    assert details.address is not None
    request = PurchaseRequest(
        store_id=cart.store_id,
        key=key,
        locale=locale,
        email=details.email,
        address=details.address,
        rate_code=details.rate_code,
        provider=details.provider,
        lines=tuple(WantedLine(line.variant_id, line.quantity) for line in wanted),
        expected_total=expected_total,
        cart_id=cart_id,
        cart_version=cart.version,
        payment_token=payment_token,
        return_url=return_url,
        codes=cart.codes,
        accounts=details.accounts,
        expected_credit=expected_credit,
        tax_id=details.tax_id,
        note=details.note,
        gift_message=details.gift_message,
        agreed=agreed,
    )
    try:
        return purchase(request, now=now)
    except AlreadyOrdered:
        return _earlier(cart_id, expected_total)


def _earlier(cart_id: UUID, expected_total: Money) -> Purchase:
    """A second click on the same cart is answered with the order the first one made."""
    order = order_of_cart(cart_id)
    if order is None:  # its payment was declined in this very moment: the cart is open again
        raise StillBusy
    if order.total != expected_total:
        raise AlreadyOrdered(number=order.number)
    return Purchase(order.id, order.number, order.token, order.state, order.total, is_replay=True)


def _check_filled(details: Filled, *, has_lines: bool) -> None:
    missing = {
        "lines": has_lines,
        "email": details.email,
        "address": details.address,
        "shipping": details.rate_code,
        "payment": details.provider,
    }
    empty = {field: "is missing" for field, value in missing.items() if not value}
    if empty:
        raise Incomplete(fields=empty)


def made_of(answer: dict[str, Any], request: PurchaseRequest, now: datetime) -> Purchase:
    """The purchase that the placing statement answered.

    :raises PurchaseRefused: one of its kinds says why; nothing was taken.
    :raises KeyReused: the key was used for another request.
    :raises Incomplete: it had no lines.
    """
    status, detail = answer["status"], answer["detail"] or {}
    if status == "key_reused":
        raise KeyReused(key=request.key)
    if status == "promotion_gone":
        total = quote_wish(wish_of(request), now=now).total.minor
        detail |= {"expected_minor": request.expected_total.minor, "total_minor": total}
    if status in REFUSALS:
        raise REFUSALS[status](**detail)
    if status == "empty":
        raise Incomplete(fields={"lines": "is missing"})
    return Purchase(
        order_id=UUID(detail["id"]),
        number=detail["number"],
        token=detail["token"],
        state=detail["state"],
        total=Money(detail["total_minor"], detail["currency"]),
        is_replay=status == "replay",
    )
