"""The step-by-step checkout: fill in what is missing, then order the cart once."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import Field

from balcao.domains.cart import errors as cart_errors
from balcao.domains.checkout import errors as checkout_errors
from balcao.domains.checkout.operations import save_details
from balcao.domains.checkout.queries import SoFar, view_checkout
from balcao.domains.customers.errors import BadAddress
from balcao.domains.payments.errors import NoSuchProvider, PaymentDeclined
from balcao.domains.risk.errors import TooManyPayments
from balcao.domains.risk.operations import complete_cart
from balcao.entrypoints.api.answers import reply
from balcao.entrypoints.api.contract import public
from balcao.entrypoints.api.here import language_of, moment, store_of, visitor_of
from balcao.entrypoints.api.keys import key_of
from balcao.entrypoints.api.shapes import (
    AddressIn,
    AddressOut,
    In,
    Language,
    Mail,
    MoneyIn,
    MoneyOut,
    Out,
)
from balcao.entrypoints.api.v1.carts import GONE, CartOut
from balcao.entrypoints.api.v1.legal_shapes import Agreed, shown_of
from balcao.entrypoints.api.v1.purchases import REFUSALS, PurchaseOut, made_reply
from balcao.entrypoints.api.v1.selling import PaymentChoiceOut, ShippingOptionOut

router = Router()


class DetailsIn(In):
    """What the shopper fills in, in any order; what is left out stays as it is."""

    email: Mail | None = None
    address: AddressIn | None = None
    shipping: str | None = Field(None, max_length=40)
    payment: str | None = Field(None, max_length=40)
    tax_id: str | None = Field(None, max_length=20, description="CPF, CNPJ or VAT number.")
    note: str | None = Field(None, max_length=500, description="For the shop.")
    gift_message: str | None = Field(None, max_length=500, description="Lies in the parcel.")


class CompleteIn(In):
    """The total that the shopper agreed to; refused with the new one if it is another by now."""

    expected_total: MoneyIn
    payment_token: str = Field("", max_length=500)
    agreed: Agreed = Field(default_factory=dict)


class TotalsOut(Out):
    """What it costs; ``shipping`` is null until a method is chosen."""

    subtotal: MoneyOut
    shipping: MoneyOut | None
    total: MoneyOut


class CheckoutOut(Out):
    """The checkout: what is filled in, what can be chosen, what it costs, what is missing."""

    cart: CartOut
    email: str
    address: AddressOut | None
    shipping_options: list[ShippingOptionOut]
    rate_code: str
    payment_choices: list[PaymentChoiceOut]
    provider: str
    note: str
    gift_message: str
    totals: TotalsOut
    missing: list[str]


@router.get("/carts/{cart_id}/checkout", response=CheckoutOut, **public(cart_errors.NoSuchCart))
def get_checkout(request: HttpRequest, cart_id: UUID, language: Language = None) -> HttpResponse:
    """What is filled in, the ways to ship and to pay, the totals, and what is missing."""
    return _checkout(request, cart_id, language)


@router.patch(
    "/carts/{cart_id}/checkout",
    response=CheckoutOut,
    **public(*GONE, BadAddress, NoSuchProvider, checkout_errors.Incomplete),
)
def fill_in_checkout(request: HttpRequest, cart_id: UUID, details: DetailsIn) -> HttpResponse:
    """Fill in mail, address, way to ship, way to pay; any of them, in any order."""
    known = save_details(
        store_id=store_of(request).id,
        cart_id=cart_id,
        email=details.email,
        address=details.address.address() if details.address else None,
        rate_code=details.shipping,
        provider=details.payment,
        tax_id=details.tax_id,
        note=details.note,
        gift_message=details.gift_message,
        now=moment(),
    )
    return _checkout(request, cart_id, None, known)


@router.post(
    "/carts/{cart_id}/complete",
    response={201: PurchaseOut},
    **public(
        cart_errors.NoSuchCart,
        checkout_errors.Incomplete,
        checkout_errors.AlreadyOrdered,
        PaymentDeclined,
        TooManyPayments,
        *REFUSALS,
        key=True,
    ),
)
def complete(
    request: HttpRequest, cart_id: UUID, said: CompleteIn, language: Language = None
) -> HttpResponse:
    """Order the cart. It is ordered once, however often and with whatever keys this is called."""
    made = complete_cart(
        store_id=store_of(request).id,
        visitor=visitor_of(request),
        cart_id=cart_id,
        # Knowing a cart makes its shopper, so keys of different carts are different keys.
        key=f"{cart_id}:{key_of(request)}",
        expected_total=said.expected_total.money(),
        locale=language_of(store_of(request), language),
        payment_token=said.payment_token,
        agreed=shown_of(said.agreed),
        now=moment(),
    )
    return made_reply(made)


def _checkout(
    request: HttpRequest, cart_id: UUID, language: str | None, known: SoFar | None = None
) -> HttpResponse:
    store = store_of(request)
    tongue = language_of(store, language)
    view = view_checkout(cart_id, tongue, default_country=store.country, now=moment(), known=known)
    if view.cart.store_id != store.id:
        raise cart_errors.NoSuchCart(id=str(cart_id))
    return reply(CheckoutOut.model_validate(view))
