"""Around an order: what was typed is kept until then, and what the shopper wished besides."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest, HttpResponse

from balcao.domains.cart.values import CartView
from balcao.domains.checkout.operations import forget_typed, keep_typed
from balcao.domains.checkout.queries import typed_of
from balcao.domains.customers.errors import BadAddress, TooManySavedAddresses
from balcao.domains.customers.operations import record_consent, save_address
from balcao.domains.customers.values import ConsentKind
from balcao.entrypoints.storefront.account import signed_in
from balcao.entrypoints.storefront.buyer import buyer_of
from balcao.entrypoints.storefront.consents import marketing_words
from balcao.entrypoints.storefront.forms import CheckoutInput
from balcao.entrypoints.storefront.remembering import forget_known, keep_known
from balcao.entrypoints.storefront.shell import language_of, now_of, store_of


def keep_form(cart: CartView, form: CheckoutInput, *, now: datetime) -> None:
    """Keep what was typed, whatever comes of it."""
    keep_typed(
        cart_id=cart.id,
        store_id=cart.store_id,
        typed=form.typed(),
        page=form.idempotency_key,
        nr=form.sent_nr,
        now=now,
    )


def follow_up(
    request: HttpRequest, response: HttpResponse, cart: CartView, form: CheckoutInput
) -> None:
    """Keep what was agreed to and the address, and what was typed no longer. Safe to repeat."""
    store_id, buyer = store_of(request).id, buyer_of(request, cart.currency)
    if form.marketing:
        _agree(request, store_id, form.email)
    if form.save_address and buyer.shopper is not None:
        _save(store_id, buyer.shopper.customer_id, form, request)
    if form.remember and buyer.shopper is None:
        keep_known(response, form)
    elif buyer.known is not None:
        forget_known(response)
    forget_typed(cart_id=cart.id)


def keep_wish(request: HttpRequest, cart: CartView, form: CheckoutInput) -> None:
    """Keep whether to be written to when the form is sent, since a cart may be left before it is
    ordered; a box that is unticked again takes back what was agreed to in this form.
    """
    was = {} if signed_in(request) else typed_of(cart.id)
    email = form.email if form.marketing else was.get("email", "")
    if not (form.marketing or was.get("marketing")):
        return
    try:
        _agree(request, cart.store_id, email, is_given=bool(form.marketing))
    except BadAddress:
        return  # It is said beside the field when the order is placed.


def _agree(request: HttpRequest, store_id: int, email: str, *, is_given: bool = True) -> None:
    record_consent(
        store_id=store_id,
        email=email,
        kind=ConsentKind.MARKETING,
        is_given=is_given,
        words=marketing_words(language_of(request)),
        source="checkout",
        now=now_of(request),
    )


def _save(store_id: int, customer_id: int, form: CheckoutInput, request: HttpRequest) -> None:
    try:
        save_address(
            store_id=store_id,
            customer_id=customer_id,
            address=form.address(),
            now=now_of(request),
        )
    except (TooManySavedAddresses, BadAddress):
        return  # The order is placed; that the account is full is no reason to say otherwise.
