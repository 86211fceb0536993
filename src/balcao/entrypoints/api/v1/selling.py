"""What a shopper can choose from: ways to ship and to pay, and the shop itself."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from balcao.domains.payments.queries import payment_choices
from balcao.domains.shipping.queries import countries_served, shipping_options
from balcao.entrypoints.api.answers import reply
from balcao.entrypoints.api.contract import public
from balcao.entrypoints.api.here import language_of, moment, store_of
from balcao.entrypoints.api.shapes import MOST_MINOR, Language, MoneyOut, Out
from balcao.kernel.money import Money

router = Router()


class StoreOut(Out):
    """The shop that answers at this address."""

    name: str
    slug: str
    currency: str
    language: str
    languages: list[str]
    country: str
    countries_served: list[str]
    time_zone: str
    email: str


class ShippingOptionOut(Out):
    """A way to ship, priced for what is bought; days are working days.

    `earliest` and `latest` are the days between which it arrives when it is ordered now, and null
    in a shop that promises none. They hold for what is in stock.
    """

    code: str
    name: str
    price: MoneyOut
    min_days: int
    max_days: int
    earliest: date | None = None
    latest: date | None = None


class PaymentChoiceOut(Out):
    """A way to pay."""

    code: str
    label: str
    explanation: str


class ShippingOptionsOut(Out):
    """The ways to ship, in order."""

    items: list[ShippingOptionOut]


class PaymentChoicesOut(Out):
    """The ways to pay, in order."""

    items: list[PaymentChoiceOut]


@router.get("/store", response=StoreOut, **public())
def get_store(request: HttpRequest) -> HttpResponse:
    """The shop: its currency, its languages, the countries it ships to."""
    store = store_of(request)
    shape = StoreOut(
        name=store.name,
        slug=store.slug,
        currency=store.currency,
        language=store.language,
        languages=list(store.languages),
        country=store.country,
        countries_served=countries_served(store.id),
        time_zone=store.time_zone,
        email=store.email,
    )
    return reply(shape)


@router.get("/shipping-options", response=ShippingOptionsOut, **public())
def list_shipping_options(
    request: HttpRequest,
    country: Annotated[str, Query(pattern="^[A-Z]{2}$", description="ISO 3166-1 alpha-2.")],
    subtotal_minor: Annotated[int, Query(ge=0, le=MOST_MINOR)] = 0,
    region: Annotated[
        str, Query(max_length=80, description="A state, whose public holidays count if known.")
    ] = "",
    language: Language = None,
) -> HttpResponse:
    """The ways to ship to a country, priced for goods of this value, with their dates."""
    store = store_of(request)
    options = shipping_options(
        store.id,
        country=country,
        region=region,
        now=moment(),
        subtotal=Money(subtotal_minor, store.currency),
        language=language_of(store, language),
    )
    return reply(ShippingOptionsOut(items=[ShippingOptionOut.model_validate(o) for o in options]))


@router.get("/payment-choices", response=PaymentChoicesOut, **public())
def list_payment_choices(request: HttpRequest, language: Language = None) -> HttpResponse:
    """The ways to pay."""
    choices = payment_choices(language_of(store_of(request), language))
    return reply(PaymentChoicesOut(items=[PaymentChoiceOut.model_validate(c) for c in choices]))
