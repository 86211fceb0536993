"""The cards that are kept for a shopper, and paying with them."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from ninja import Router
from pydantic import Field

from balcao.domains.checkout.operations import (
    keep_card,
    keep_no_card,
    pay_with_saved_card,
    remove_saved_card,
)
from balcao.domains.orders import errors as order_errors
from balcao.domains.payments import errors
from balcao.domains.payments.queries import saved_cards
from balcao.entrypoints.api.answers import reply
from balcao.entrypoints.api.auth import ShopperRequest
from balcao.entrypoints.api.contract import shopper
from balcao.entrypoints.api.here import moment
from balcao.entrypoints.api.keys import key_of
from balcao.entrypoints.api.shapes import In, Moment, Out, Secret
from balcao.entrypoints.api.v1.paying import open_here, paid_out
from balcao.entrypoints.api.v1.payment_shapes import PaidOut
from balcao.plumbing.audit import acting

router = Router()
REFUSES = (
    order_errors.NoSuchOrder,
    errors.NotPayable,
    errors.CardsNotKept,
    errors.ProviderSilent,
    errors.ProviderSaidNo,
)


class SavedCardOut(Out):
    """A card that is kept, by what its holder knows it by."""

    id: UUID
    brand: str
    last4: str = Field(description="The last four digits.")
    exp_month: int
    exp_year: int
    saved_at: Moment


class SavedCardsOut(Out):
    """Every card kept, the latest first."""

    items: list[SavedCardOut]


class KeepCardIn(In):
    """Whether the shopper lets the card that will pay be kept; ask them."""

    is_kept: bool


class PayBySavedCardIn(In):
    """One of the shopper's cards."""

    card_id: UUID


@router.get("/shopper/cards", response=SavedCardsOut, **shopper())
def list_shopper_cards(request: ShopperRequest) -> HttpResponse:
    """The cards that are kept for this shopper in this store."""
    who = request.auth.shopper
    found = saved_cards(who.store_id, who.customer_id)
    return reply(SavedCardsOut(items=[SavedCardOut.model_validate(one) for one in found]))


@router.delete("/shopper/cards/{card_id}", response={204: None}, **shopper(errors.NoSuchSavedCard))
def remove_shopper_card(request: ShopperRequest, card_id: UUID) -> HttpResponse:
    """Keep a card no longer; its provider forgets it. Repeating changes nothing."""
    who = request.auth.shopper
    with acting(who.email, source="api"):
        remove_saved_card(
            card_id=card_id,
            customer_id=who.customer_id,
            store_id=who.store_id,
            now=moment(),
        )
    return HttpResponse(status=204)


@router.put("/order-status/{token}/payment/kept-card", response={204: None}, **shopper(*REFUSES))
def keep_shopper_card(request: ShopperRequest, token: Secret, said: KeepCardIn) -> HttpResponse:
    """Have the card that will pay this order kept, or not; call it before the card is confirmed."""
    who, payment = request.auth.shopper, open_here(request, token)
    with acting(who.email, source="api"):
        if said.is_kept:
            keep_card(
                payment_id=payment.id,
                customer_id=who.customer_id,
                name=who.name,
                email=who.email,
                now=moment(),
            )
        else:
            keep_no_card(payment_id=payment.id, now=moment())
    return HttpResponse(status=204)


@router.post(
    "/order-status/{token}/payment/saved-card",
    response=PaidOut,
    **shopper(*REFUSES, errors.NoSuchSavedCard, key=True),
)
def pay_by_shopper_card(
    request: ShopperRequest, token: Secret, said: PayBySavedCardIn
) -> HttpResponse:
    """Pay with a card that is kept. `action` lets the bank ask; a decline leaves another try."""
    who, payment = request.auth.shopper, open_here(request, token)
    with acting(who.email, source="api"):
        answer = pay_with_saved_card(
            payment_id=payment.id,
            card_id=said.card_id,
            customer_id=who.customer_id,
            key=key_of(request),
            now=moment(),
        )
    return reply(paid_out(answer))
