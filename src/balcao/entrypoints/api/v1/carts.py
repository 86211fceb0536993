"""Carts. A cart's id is as good as a password to it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import Field

from balcao.domains.cart import errors as cart_errors
from balcao.domains.cart.operations import (
    add_to_cart,
    begin_cart,
    copy_cart,
    remove_from_cart,
    set_quantity,
)
from balcao.domains.cart.queries import lines_of, store_of_cart
from balcao.domains.cart.values import CartView, WantedUnits
from balcao.domains.checkout.queries import cart_as_sold, priced_cart
from balcao.entrypoints.api.answers import reply
from balcao.entrypoints.api.contract import public
from balcao.entrypoints.api.here import language_of, moment, store_of
from balcao.entrypoints.api.shapes import (
    In,
    Language,
    MoneyOut,
    Out,
    Tongue,
    WantedLineIn,
)

router = Router()
GONE = (cart_errors.NoSuchCart, cart_errors.CartOrdered)


class CartIn(In):
    """A new cart."""

    language: Tongue = ""
    lines: list[WantedLineIn] = Field([], max_length=100)


class QuantityIn(In):
    """How many there shall be; 0 takes the line out."""

    quantity: int = Field(ge=0, le=999)


class CartLineOut(Out):
    """One line at its present price; ``unit`` is null when it is not for sale any more.

    Prices are by the lists of whoever is known to buy, and of the quantity.
    """

    variant_id: UUID
    handle: str
    sku: str
    title: str
    options: str
    quantity: int
    sellable: int
    unit: MoneyOut | None
    compare_at: MoneyOut | None
    total: MoneyOut | None


class CartOut(Out):
    """A cart at present prices."""

    id: UUID
    currency: str
    state: str
    version: int
    lines: list[CartLineOut]
    subtotal: MoneyOut
    units: int
    is_buyable: bool


@router.post(
    "/carts",
    response={201: CartOut},
    **public(
        cart_errors.NotForSale, cart_errors.BadCartQuantity, cart_errors.CartFull, versioned=True
    ),
)
def create_cart(request: HttpRequest, cart: CartIn) -> HttpResponse:
    """Begin a cart, empty or with lines in it."""
    store, now = store_of(request), moment()
    language = language_of(store, cart.language)
    begun = begin_cart(
        store_id=store.id,
        currency=store.currency,
        locale=language,
        lines=[WantedUnits(line.variant_id, line.quantity) for line in cart.lines],
        now=now,
    )
    made = lines_of(begun.head, language)
    sold = priced_cart(made, default_country=store.country, now=now, number=begun.rules)
    response = _reply(sold, status=201)
    response["Location"] = f"/api/v1/carts/{sold.id}"
    return response


@router.get("/carts/{cart_id}", response=CartOut, **public(cart_errors.NoSuchCart, versioned=True))
def get_cart(request: HttpRequest, cart_id: UUID, language: Language = None) -> HttpResponse:
    """A cart at present prices."""
    return _reply(cart_here(request, cart_id, language))


@router.post(
    "/carts/{cart_id}/lines",
    response=CartOut,
    **public(
        *GONE,
        cart_errors.NotForSale,
        cart_errors.BadCartQuantity,
        cart_errors.CartFull,
        versioned=True,
    ),
)
def add_line(request: HttpRequest, cart_id: UUID, line: WantedLineIn) -> HttpResponse:
    """Put units of a variant in, on top of what is there."""
    check_here(request, cart_id)
    add_to_cart(cart_id=cart_id, variant_id=line.variant_id, quantity=line.quantity, now=moment())
    return _reply(cart_here(request, cart_id, None))


@router.put(
    "/carts/{cart_id}/lines/{variant_id}",
    response=CartOut,
    **public(
        *GONE,
        cart_errors.NotForSale,
        cart_errors.BadCartQuantity,
        cart_errors.CartFull,
        versioned=True,
    ),
)
def set_line(
    request: HttpRequest, cart_id: UUID, variant_id: UUID, line: QuantityIn
) -> HttpResponse:
    """Have exactly so many units of a variant, whether it is in the cart or not. Safe to repeat."""
    cart, now = cart_here(request, cart_id, None), moment()
    is_in = any(one.variant_id == variant_id for one in cart.lines)
    if is_in or not line.quantity:
        set_quantity(cart_id=cart_id, variant_id=variant_id, quantity=line.quantity, now=now)
    else:
        add_to_cart(cart_id=cart_id, variant_id=variant_id, quantity=line.quantity, now=now)
    return _reply(cart_here(request, cart_id, None))


@router.delete(
    "/carts/{cart_id}/lines/{variant_id}",
    response=CartOut,
    **public(*GONE, cart_errors.NotForSale, versioned=True),
)
def remove_line(request: HttpRequest, cart_id: UUID, variant_id: UUID) -> HttpResponse:
    """Take a variant out."""
    check_here(request, cart_id)
    remove_from_cart(cart_id=cart_id, variant_id=variant_id, now=moment())
    return _reply(cart_here(request, cart_id, None))


@router.post("/carts/{cart_id}/copies", response={201: CartOut}, **public(*GONE, versioned=True))
def share_cart(request: HttpRequest, cart_id: UUID) -> HttpResponse:
    """Copy what is in a cart, for others to look at; the copy never changes."""
    check_here(request, cart_id)
    made = copy_cart(cart_id=cart_id, now=moment())
    return _reply(cart_here(request, made, None), status=201)


def check_here(request: HttpRequest, cart_id: UUID) -> None:
    """That the cart belongs to the shop of this address, for who is about to change it.

    :raises NoSuchCart: it does not, or there is none.
    """
    if store_of_cart(cart_id) != store_of(request).id:
        raise cart_errors.NoSuchCart(id=str(cart_id))


def cart_here(request: HttpRequest, cart_id: UUID, language: str | None) -> CartView:
    """The cart, if it belongs to the shop of this address.

    :raises NoSuchCart: it does not, or there is none.
    """
    store = store_of(request)
    tongue = language_of(store, language)
    cart = cart_as_sold(cart_id, tongue, default_country=store.country, now=moment())
    if cart.store_id != store.id:
        raise cart_errors.NoSuchCart(id=str(cart_id))
    return cart


def _reply(cart: CartView, *, status: int = 200) -> HttpResponse:
    return reply(CartOut.model_validate(cart), status=status, version=cart.version)
