"""Codes on a cart, and what promotions do for it. A cart's id is as good as a password to it."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import Field

from balcao.domains.cart import errors as cart_errors
from balcao.domains.cart.operations import drop_code, keep_code
from balcao.domains.cart.values import CartView
from balcao.domains.checkout.queries import names_in, quote_cart
from balcao.domains.checkout.values import Quote
from balcao.domains.promotions import errors
from balcao.domains.promotions.operations import unlock
from balcao.domains.promotions.queries import find_codes, normalize, reason_in_words
from balcao.domains.promotions.values import Verdict
from balcao.entrypoints.api.answers import reply
from balcao.entrypoints.api.contract import public
from balcao.entrypoints.api.here import language_of, moment, store_of
from balcao.entrypoints.api.shapes import In, Language, Line, MoneyOut, Out
from balcao.entrypoints.api.v1.carts import GONE, cart_here
from balcao.plumbing.web.callers import network_address_of

router = Router()
# What nobody has asked about yet, and what was said to others only.
UNTOLD: Final = frozenset({"needs_code", "not_started", "ended"})
PRIVATE: Final = "not_in_group"
FOR_SOME: Final = {"en": "Only for some customers.", "pt-br": "Só para alguns clientes."}


class CartCodeIn(In):
    """A code as somebody typed it: upper or lower case, with or without spaces."""

    code: Line = Field(min_length=1, max_length=40)


class CartVerdictOut(Out):
    """What one promotion does for the cart, or the first thing that is missing."""

    promotion_id: str
    name: str
    code: str = Field(description="The entered code that unlocked it; empty if it needs none.")
    applied: bool
    reason: str
    facts: dict[str, Any]
    says: str


class CartPromotionsOut(Out):
    """A cart with its promotions, without shipping."""

    codes: list[str]
    unknown_codes: list[str] = Field(description="Codes that unlock nothing any more.")
    promotions: list[CartVerdictOut]
    gifts: list[UUID] = Field(description="Variants that come with it.")
    subtotal: MoneyOut
    discount: MoneyOut
    total: MoneyOut


@router.get(
    "/carts/{cart_id}/promotions",
    response=CartPromotionsOut,
    **public(cart_errors.NoSuchCart, versioned=True),
)
def explain_cart(request: HttpRequest, cart_id: UUID, language: Language = None) -> HttpResponse:
    """Why each promotion applies to the cart, or what is missing ("R$ 12,40 more").

    Promotions behind codes are told to whoever has entered their code.
    """
    return _explained(request, cart_id, language)


@router.post(
    "/carts/{cart_id}/codes",
    response=CartPromotionsOut,
    **public(
        *GONE, errors.NoSuchCode, errors.TooManyAttempts, cart_errors.TooManyCodes, versioned=True
    ),
)
def enter_code(
    request: HttpRequest, cart_id: UUID, said: CartCodeIn, language: Language = None
) -> HttpResponse:
    """Put a promotion's code on the cart. Safe to repeat.

    A known code stays on the cart even while it does nothing; the answer says what is missing. Ten
    unknown codes within a quarter of an hour from one address, and no more are looked up.
    """
    cart, now, text = cart_here(request, cart_id, language), moment(), normalize(said.code)
    # A call of its own: failed attempts are counted even where nothing else is written.
    who = network_address_of(request)
    unlock(store_id=cart.store_id, texts=[text], attempts_by=who, now=now)
    if text not in find_codes(cart.store_id, [text], now):
        raise errors.NoSuchCode(field="code")
    keep_code(cart_id=cart_id, text=text, now=now)
    return _explained(request, cart_id, language)


@router.delete(
    "/carts/{cart_id}/codes/{code}", response=CartPromotionsOut, **public(*GONE, versioned=True)
)
def take_code_off(
    request: HttpRequest, cart_id: UUID, code: str, language: Language = None
) -> HttpResponse:
    """Take a code off the cart, whether it was there or not."""
    cart_here(request, cart_id, language)
    drop_code(cart_id=cart_id, text=normalize(code[:40]), now=moment())
    return _explained(request, cart_id, language)


def _explained(request: HttpRequest, cart_id: UUID, language: str | None) -> HttpResponse:
    store, cart = store_of(request), cart_here(request, cart_id, language)
    quote = quote_cart(cart, default_country=store.country, now=moment(), explains=True)
    answer = CartPromotionsOut(
        codes=list(cart.codes),
        unknown_codes=[one for one in cart.codes if one not in quote.codes.values()],
        promotions=_told(cart, quote, language_of(store, language)),
        gifts=[line.variant_id for line in quote.lines if line.is_gift],
        subtotal=MoneyOut.model_validate(quote.subtotal),
        discount=MoneyOut.model_validate(quote.discount),
        total=MoneyOut.model_validate(quote.total),
    )
    return reply(answer, version=cart.version)


def _told(cart: CartView, quote: Quote, language: str) -> list[CartVerdictOut]:
    told = [one for one in quote.verdicts if _is_told(one, quote)]
    names = names_in(cart.store_id, [one.facts for one in told], language)

    def out(verdict: Verdict) -> CartVerdictOut:
        is_private = verdict.reason == PRIVATE
        says = reason_in_words(verdict, language, quote.currency, names)
        return CartVerdictOut(
            promotion_id=verdict.promotion_id,
            name=verdict.name,
            code=quote.codes.get(verdict.promotion_id, ""),
            applied=verdict.applied,
            reason=verdict.reason,
            facts={} if is_private else dict(verdict.facts),
            says=FOR_SOME.get(language, FOR_SOME["en"]) if is_private else says,
        )

    return [out(one) for one in told]


def _is_told(verdict: Verdict, quote: Quote) -> bool:
    is_entered = verdict.promotion_id in quote.codes
    return verdict.applied or is_entered or verdict.reason not in UNTOLD
