"""Filling in the checkout, in any order."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from balcao.domains.cart.errors import CartOrdered, NoSuchCart
from balcao.domains.checkout.models import CheckoutDetails
from balcao.domains.checkout.operations.taxids import check_tax_id
from balcao.domains.checkout.queries.filled import SoFar, read_so_far, so_far
from balcao.domains.checkout.rules import check_words
from balcao.domains.customers.queries import check_address, check_email
from balcao.domains.customers.values import Address
from balcao.domains.payments.ports import provider_by_code
from balcao.plumbing.sql import run_sql_dicts

MOST_ACCOUNTS: Final = 10
OPEN: Final = "open"


def save_details(
    *,
    cart_id: UUID,
    now: datetime,
    store_id: int | None = None,
    email: str | None = None,
    address: Address | None = None,
    rate_code: str | None = None,
    provider: str | None = None,
    accounts: Sequence[UUID] | None = None,
    tax_id: str | None = None,
    note: str | None = None,
    gift_message: str | None = None,
) -> SoFar:
    """Keep what the shopper filled in; None leaves a part as it is. Returns how far it has come.

    ``accounts`` are gift cards and other stored value to pay from, at most ten, in this order.

    Whether the shipping method serves the address is said by the checkout view and, in the end,
    by the purchase.

    :raises NoSuchCart: there is none with this id, or it is not of the store that was named.
    :raises CartOrdered: it has become an order.
    :raises BadAddress: mail, postal address or tax number cannot be right.
    :raises Incomplete: a note or a message is longer than 500 characters.
    :raises NoSuchProvider: this way to pay is not offered.
    """
    checked = None if address is None else check_address(address)
    if tax_id is not None:
        to = checked or so_far(cart_id).filled.address
        tax_id = check_tax_id(tax_id, to.country) if to else tax_id.strip()[:20]
    rows = run_sql_dicts(
        "checkout/save_details",
        cart_id=cart_id,
        store_id=store_id,
        email=None if email is None else check_email(email),
        address=None if checked is None else json.dumps(checked.as_json()),
        rate_code=rate_code,
        provider=None if provider is None else provider_by_code(provider).code,
        accounts=None if accounts is None else list(dict.fromkeys(accounts))[:MOST_ACCOUNTS],
        tax_id=tax_id,
        note=None if note is None else check_words(note, "note"),
        gift_message=None if gift_message is None else check_words(gift_message, "gift_message"),
        now=now,
    )
    if not rows or store_id not in (None, rows[0]["store_id"]):
        raise NoSuchCart(id=str(cart_id))
    if rows[0]["state"] != OPEN:
        raise CartOrdered(id=str(cart_id))
    return read_so_far(rows[0])


def keep_typed(
    *,
    cart_id: UUID,
    store_id: int,
    typed: Mapping[str, str],
    now: datetime,
    page: str = "",
    nr: int = 0,
) -> None:
    """Keep a form as it was left, not checked, so that nobody has to type it twice.

    ``nr`` rises with what one ``page`` sends: what was sent earlier and arrives later is left out.
    It decides nothing. It goes with the cart, or when the cart has been ordered.
    """
    kept = {**typed, "_page": page, "_nr": nr}
    run_sql_dicts(
        "checkout/keep_typed",
        cart_id=cart_id,
        store_id=store_id,
        typed=json.dumps(kept),
        now=now,
    )


def forget_typed(*, cart_id: UUID) -> None:
    """Keep the form no longer."""
    CheckoutDetails.objects.filter(cart_id=cart_id).update(typed={})
