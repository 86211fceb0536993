"""Shoppers sign in without a password, see their orders, buy again, and say what they agree to."""

from __future__ import annotations

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from ninja import Router

from balcao.domains.cart import errors as cart_errors
from balcao.domains.cart.operations import claim_cart, fill_cart, open_cart
from balcao.domains.cart.values import WantedUnits
from balcao.domains.customers import errors, operations
from balcao.domains.customers.queries import consents_of
from balcao.domains.orders.errors import NoSuchOrder
from balcao.domains.orders.queries import order_by_number, orders_of_shopper
from balcao.entrypoints.api.answers import paged, reply
from balcao.entrypoints.api.auth import ShopperRequest
from balcao.entrypoints.api.contract import public, shopper
from balcao.entrypoints.api.here import language_of, moment, store_of
from balcao.entrypoints.api.shapes import Cursor, Limit
from balcao.entrypoints.api.v1.carts import GONE, cart_here
from balcao.entrypoints.api.v1.shopper_shapes import (
    AccountOfShopperOut,
    AgainIn,
    AgainOut,
    CodeAskIn,
    ConsentIn,
    ConsentOut,
    ConsentsOut,
    LeftOutOut,
    SessionIn,
    SessionOut,
    ShopperCartOut,
    ShopperOrderOut,
    ShopperOrdersOut,
)
from balcao.plumbing.audit import acting
from balcao.plumbing.web.callers import network_address_of

router = Router()


@router.post(
    "/shopper/codes",
    response={202: None},
    **public(errors.BadAddress, errors.TooManySignIns, errors.SignInNotMailed),
)
def ask_for_sign_in_code(request: HttpRequest, said: CodeAskIn) -> HttpResponse:
    """Mail a code and a link to an address, known or not; both are good for 15 minutes, once."""
    store = store_of(request)
    operations.ask_for_code(
        store_id=store.id,
        email=said.email,
        language=language_of(store, said.language),
        who=network_address_of(request),
        now=moment(),
    )
    return HttpResponse(status=202)


@router.post(
    "/shopper/session",
    response={201: SessionOut},
    **public(errors.BadAddress, errors.WrongSignInCode, errors.TooManySignIns),
)
def begin_session(request: HttpRequest, said: SessionIn) -> HttpResponse:
    """Sign in with the code of a mail; a new address opens an account."""
    store = store_of(request)
    made = operations.sign_in_by_code(
        store_id=store.id,
        email=said.email,
        code=said.code,
        language=language_of(store, said.language),
        who=network_address_of(request),
        now=moment(),
    )
    who = AccountOfShopperOut.model_validate(made.shopper)
    return reply(SessionOut(token=made.secret, ends_at=made.ends_at, shopper=who), status=201)


@router.delete("/shopper/session", response={204: None}, **shopper())
def end_session(request: ShopperRequest, *, everywhere: bool = False) -> HttpResponse:
    """Sign out here, or on every device."""
    who = request.auth.shopper
    operations.sign_out(secret=request.auth.secret)
    if everywhere:
        operations.sign_out_everywhere(store_id=who.store_id, customer_id=who.customer_id)
    return HttpResponse(status=204)


@router.get("/shopper", response=AccountOfShopperOut, **shopper())
def get_shopper(request: ShopperRequest) -> HttpResponse:
    """Who is signed in."""
    operations.keep_session(secret=request.auth.secret, now=moment())
    return reply(AccountOfShopperOut.model_validate(request.auth.shopper))


@router.get("/shopper/orders", response=ShopperOrdersOut, **shopper())
def list_shopper_orders(
    request: ShopperRequest, cursor: Cursor = None, limit: Limit = 20
) -> HttpResponse:
    """Everything ordered with this address, also before there was an account."""
    who = request.auth.shopper
    page = orders_of_shopper(who.store_id, who.email, cursor=cursor, limit=limit)
    return paged(request, page, ShopperOrderOut.model_validate)


@router.post(
    "/shopper/orders/{number}/again",
    response=AgainOut,
    **shopper(NoSuchOrder, *GONE),
)
def buy_again(request: ShopperRequest, number: str, said: AgainIn) -> HttpResponse:
    """Put the lines of an order into a cart. Safe to repeat with the same cart."""
    who, store, now = request.auth.shopper, store_of(request), moment()
    order = order_by_number(store.id, number[:40])
    if order.email.lower() != who.email:
        raise NoSuchOrder(number=number)
    lines = [WantedUnits(one.variant_id, one.quantity) for one in order.lines if not one.is_gift]
    if said.cart_id is not None:
        cart_here(request, said.cart_id, None)
    with transaction.atomic():
        cart_id = said.cart_id or open_cart(
            store_id=store.id, currency=store.currency, locale=store.language, now=now
        )
        left_out = fill_cart(cart_id=cart_id, lines=lines, now=now)
    out = [LeftOutOut.model_validate(one) for one in left_out]
    return reply(AgainOut(cart_id=cart_id, left_out=out))


@router.post(
    "/shopper/cart",
    response=ShopperCartOut,
    **shopper(cart_errors.NoSuchCart),
)
def claim_shopper_cart(request: ShopperRequest, said: AgainIn) -> HttpResponse:
    """The shopper's one cart; a guest's cart that is named is put together with it.

    Of what is in both the larger quantity stays. Safe to repeat.
    """
    who, store = request.auth.shopper, store_of(request)
    if said.cart_id is not None:
        cart_here(request, said.cart_id, None)
    cart_id = claim_cart(
        store_id=store.id,
        customer_id=who.customer_id,
        cart_id=said.cart_id,
        currency=store.currency,
        locale=store.language,
        now=moment(),
    )
    return reply(ShopperCartOut(cart_id=cart_id))


@router.get("/shopper/consents", response=ConsentsOut, **shopper())
def list_shopper_consents(request: ShopperRequest) -> HttpResponse:
    """What this address agreed to or took back."""
    who = request.auth.shopper
    found = [ConsentOut.model_validate(one) for one in consents_of(who.store_id, who.email)]
    return reply(ConsentsOut(items=found))


@router.put("/shopper/consents", response=ConsentsOut, **shopper())
def say_shopper_consent(request: ShopperRequest, said: ConsentIn) -> HttpResponse:
    """Agree to something, or take it back. Safe to repeat."""
    who = request.auth.shopper
    with acting(who.email, source="api"):
        operations.record_consent(
            store_id=who.store_id,
            email=who.email,
            kind=said.kind,
            is_given=said.is_given,
            words=said.words(),
            source="api",
            now=moment(),
        )
    return list_shopper_consents(request)
