"""Buying in one call, and what it would cost."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import orjson
from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import Field

from balcao.domains.checkout import errors
from balcao.domains.checkout.queries import quote
from balcao.domains.checkout.values import Purchase, PurchaseRequest, WantedLine
from balcao.domains.customers.errors import BadAddress
from balcao.domains.payments.errors import NoSuchProvider, PaymentDeclined
from balcao.domains.risk.errors import TooManyPayments
from balcao.domains.risk.operations import purchase
from balcao.domains.stores.errors import NoSuchLegalPage
from balcao.entrypoints.api.answers import REPLAYED, raw_reply, reply
from balcao.entrypoints.api.auth import caller_of
from balcao.entrypoints.api.contract import public
from balcao.entrypoints.api.here import language_of, moment, store_of, visitor_of
from balcao.entrypoints.api.keys import key_of
from balcao.entrypoints.api.shapes import (
    AddressIn,
    In,
    Mail,
    MoneyIn,
    MoneyOut,
    Out,
    Tongue,
    WantedLineIn,
)
from balcao.entrypoints.api.v1.action_shapes import ActionOut, action_document
from balcao.entrypoints.api.v1.legal_shapes import Agreed, shown_of

router = Router()
REFUSALS = (
    errors.TotalChanged,
    errors.SoldOut,
    errors.NoLongerForSale,
    errors.NoShipping,
    errors.CartMoved,
    errors.StillBusy,
    BadAddress,
    NoSuchProvider,
    NoSuchLegalPage,
)


class PurchaseIn(In):
    """Everything that makes an order, and the total that the shopper agreed to."""

    lines: list[WantedLineIn] = Field(min_length=1, max_length=100)
    email: Mail
    address: AddressIn
    shipping: str = Field(max_length=40, description="The code of a shipping option.")
    payment: str = Field(max_length=40, description="The code of a payment choice.")
    expected_total: MoneyIn = Field(description="Ask /quotes for it.")
    language: Tongue = Field("", description="In which the shopper is written to.")
    payment_token: str = Field("", max_length=500)
    tax_id: str = Field("", max_length=20, description="CPF, CNPJ or VAT number of the buyer.")
    note: str = Field("", max_length=500, description="For the shop.")
    gift_message: str = Field("", max_length=500, description="Lies in the parcel.")
    agreed: Agreed = Field(default_factory=dict)


class PurchaseOut(Out):
    """The order. ``token`` is the shopper's secret: who has it sees the order's status.

    ``action`` is what the shopper's browser has to do next to pay; null when there is nothing.
    """

    order_id: UUID
    number: str
    token: str
    state: str
    total: MoneyOut
    action: ActionOut | None = None


class QuoteIn(In):
    """What somebody thinks of buying."""

    lines: list[WantedLineIn] = Field(min_length=1, max_length=100)
    country: str = Field(pattern="^[A-Z]{2}$", description="ISO 3166-1 alpha-2.")
    shipping: str = Field(max_length=40, description="The code of a shipping option.")
    codes: list[str] = Field([], max_length=10, description="Promotion codes.")
    email: str = Field("", max_length=254, description="Some promotions ask who buys.")


class QuoteOut(Out):
    """What it costs now; ``shipping`` is null when the method does not serve the country.

    `earliest` and `latest` are the days between which it arrives when it is ordered now.
    """

    subtotal: MoneyOut
    shipping: MoneyOut | None
    total: MoneyOut
    earliest: date | None = None
    latest: date | None = None


@router.post(
    "/purchases",
    response={201: PurchaseOut},
    **public(
        errors.Incomplete,
        PaymentDeclined,
        TooManyPayments,
        *REFUSALS,
        key=True,
        staff_see_more=True,
    ),
)
def purchase_now(request: HttpRequest, said: PurchaseIn) -> HttpResponse:
    """Buy in one call. The same key again answers the same order and takes nothing.

    A state of `pending` means that the payment is still being asked for; the stock is held, and
    `action` says what the shopper's browser has to do.
    """
    store, key, caller = store_of(request), key_of(request), caller_of(request)
    wanted = PurchaseRequest(
        store_id=store.id,
        key=f"{caller.mark}:{key}" if caller else key,
        locale=language_of(store, said.language),
        email=said.email,
        address=said.address.address(),
        rate_code=said.shipping,
        provider=said.payment,
        lines=tuple(WantedLine(line.variant_id, line.quantity) for line in said.lines),
        expected_total=said.expected_total.money(),
        payment_token=said.payment_token,
        tax_id=said.tax_id,
        note=said.note,
        gift_message=said.gift_message,
        agreed=shown_of(said.agreed),
    )
    return made_reply(purchase(wanted, visitor=visitor_of(request), now=moment()))


@router.post("/quotes", response=QuoteOut, **public())
def quote_purchase(request: HttpRequest, said: QuoteIn) -> HttpResponse:
    """What a purchase would cost now. Lines that are not for sale cost nothing here."""
    store = store_of(request)
    totals = quote(
        store.id,
        lines=tuple(WantedLine(line.variant_id, line.quantity) for line in said.lines),
        currency=store.currency,
        country=said.country,
        rate_code=said.shipping,
        now=moment(),
        codes=tuple(said.codes),
        email=said.email,
    )
    option = next((one for one in totals.shipping_options if one.code == said.shipping), None)
    dates = {"earliest": option.earliest, "latest": option.latest} if option else {}
    return reply(QuoteOut.model_validate(totals).model_copy(update=dates))


def made_reply(made: Purchase) -> HttpResponse:
    """The answer to a purchase: 201, also when it answers a key for the second time."""
    # The hot path: written by hand, because a model costs more than the rest of the view.
    document = {
        "order_id": made.order_id,
        "number": made.number,
        "token": made.token,
        "state": made.state,
        "total": {"amount_minor": made.total.minor, "currency": made.total.currency},
        "action": action_document(made.action),
    }
    location = f"/api/v1/order-status/{made.token}"
    response = raw_reply(orjson.dumps(document), 201, Location=location)
    if made.is_replay:
        response[REPLAYED] = "true"
    return response
