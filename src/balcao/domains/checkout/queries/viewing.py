"""Reads about purchases in the making."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from balcao.domains.cart.values import CartView
from balcao.domains.checkout.models import CheckoutDetails
from balcao.domains.checkout.queries.filled import Filled, SoFar, so_far
from balcao.domains.checkout.queries.quoting import quote_wish
from balcao.domains.checkout.queries.reading import lines_with_facts
from balcao.domains.checkout.queries.store_rules import rules_of
from balcao.domains.checkout.rules.quoting import cart_at
from balcao.domains.checkout.values import CheckoutView, Quote, WantedLine, Wish
from balcao.domains.payments.queries import payment_choices


def view_checkout(
    cart_id: UUID,
    language: str,
    *,
    default_country: str,
    now: datetime,
    known: SoFar | None = None,
) -> CheckoutView:
    """The checkout page of a cart; shipping is priced for the address, or the store's country.

    ``known`` is how far the cart has come, for whoever has just been told.

    :raises NoSuchCart: there is none with this id.
    """
    known = known or so_far(cart_id)
    cart, facts = lines_with_facts(known.cart, language)
    details = known.filled
    address = details.address
    wish = replace(_wish(cart, details, default_country), language=language)
    totals = quote_wish(wish, now=now, number=known.rules, facts=facts)
    options = totals.shipping_options
    chosen = next((option for option in options if option.code == details.rate_code), None)
    filled = {
        "lines": bool(cart.lines),
        "email": bool(details.email),
        "address": address is not None,
        "shipping": chosen is not None,
        "payment": bool(details.provider),
    }
    return CheckoutView(
        cart=cart_at(cart, totals),
        email=details.email,
        address=address,
        shipping_options=options,
        rate_code=details.rate_code,
        payment_choices=tuple(payment_choices(language)),
        provider=details.provider,
        note=details.note,
        gift_message=details.gift_message,
        totals=totals,
        missing=tuple(name for name, is_there in filled.items() if not is_there),
    )


def typed_of(cart_id: UUID) -> dict[str, str]:
    """The checkout form of a cart as it was left; empty when nothing was typed."""
    rows = CheckoutDetails.objects.filter(cart_id=cart_id).values_list("typed", flat=True)
    typed = (rows.first() or {}).items()
    return {str(name): str(text) for name, text in typed if not name.startswith("_")}


def quote_cart(
    cart: CartView, *, default_country: str, now: datetime, explains: bool = False
) -> Quote:
    """What a cart costs without shipping, for whoever is known to buy it."""
    wish = _wish(cart, so_far(cart.id).filled, default_country)
    return quote_wish(replace(wish, rate_code="", accounts=()), now=now, explains=explains)


def cart_as_sold(cart_id: UUID, language: str, *, default_country: str, now: datetime) -> CartView:
    """A cart with its lines at the prices that whoever buys it gets, in a language.

    :raises NoSuchCart: there is none with this id.
    """
    known = so_far(cart_id)
    cart = known.with_lines(language)
    return priced_cart(cart, default_country=default_country, now=now, number=known.rules)


def priced_cart(
    cart: CartView, *, default_country: str, now: datetime, number: int | None = None
) -> CartView:
    """The cart at the prices that whoever buys it gets: by lists, where the store has any."""
    if not rules_of(cart.store_id, now=now, number=number).lists:
        return cart
    return cart_at(cart, quote_cart(cart, default_country=default_country, now=now))


def _wish(cart: CartView, details: Filled, default_country: str) -> Wish:
    address = details.address
    return Wish(
        store_id=cart.store_id,
        currency=cart.currency,
        lines=tuple(WantedLine(line.variant_id, line.quantity) for line in cart.lines),
        country=address.country if address else default_country,
        region=address.region if address else "",
        city=address.city if address else "",
        postal_code=address.postal_code if address else "",
        rate_code=details.rate_code,
        provider=details.provider,
        email=details.email,
        codes=cart.codes,
        accounts=details.accounts,
        tax_id=details.tax_id,
    )


def quote(
    store_id: int,
    *,
    lines: tuple[WantedLine, ...],
    currency: str,
    country: str,
    rate_code: str,
    now: datetime,
    codes: tuple[str, ...] = (),
    email: str = "",
) -> Quote:
    """What a purchase would cost now; lines that are not for sale cost nothing here.

    For whoever buys in one call and has to say the total they expect.
    """
    wish = Wish(
        store_id=store_id,
        currency=currency,
        lines=lines,
        country=country,
        rate_code=rate_code,
        codes=codes,
        email=email,
    )
    return quote_wish(wish, now=now)
