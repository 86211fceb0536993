"""The checkout page from a cart and a form: what can be chosen and what it comes to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from urllib.parse import urlencode

from django.utils.translation import gettext, ngettext

from balcao.domains.cart.values import CartView
from balcao.domains.checkout.queries import cart_at, quote_wish
from balcao.domains.checkout.values import Quote, WantedLine, Wish
from balcao.domains.payments.queries import payment_choices
from balcao.domains.payments.values import PaymentChoice
from balcao.domains.shipping.queries import countries_served, shipping_options
from balcao.domains.shipping.values import ShippingOption
from balcao.domains.stores.values import StoreInfo
from balcao.domains.wallet.values import Account, AccountKind
from balcao.entrypoints.storefront import links
from balcao.entrypoints.storefront.arrivals import arrival_text
from balcao.entrypoints.storefront.buyer import OTHER, Buyer, pays_from
from balcao.entrypoints.storefront.consents import marketing_text
from balcao.entrypoints.storefront.fields import (
    address_fields,
    contact_fields,
    error_links,
)
from balcao.entrypoints.storefront.forms import CheckoutInput
from balcao.entrypoints.storefront.lines import cart_lines
from balcao.entrypoints.storefront.parcels import address_lines
from balcao.entrypoints.storefront.promises import Promises
from balcao.entrypoints.storefront.savings import credit_sums, quote_sums
from balcao.entrypoints.storefront.seen import seen_text
from balcao.entrypoints.storefront.viewmodels import CheckoutPage, CheckoutWho, Link, Pick
from balcao.entrypoints.storefront.words import minor_text, price_text, shipping_text
from balcao.kernel.ids import new_secret


@dataclass(frozen=True, slots=True)
class Choices:
    """What this store offers for this cart and country, and what the chosen parts cost."""

    countries: tuple[str, ...]
    rates: tuple[ShippingOption, ...]
    payments: tuple[PaymentChoice, ...]
    totals: Quote


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why the order was not placed, in the shopper's words; all empty at first."""

    message: str = ""
    changes: tuple[str, ...] = ()
    fields: Mapping[str, str] = field(default_factory=dict)
    rate: str = ""
    payment: str = ""
    card: str = ""


def wanted_lines(cart: CartView) -> tuple[WantedLine, ...]:
    """The lines of a cart, to be ordered."""
    return tuple(WantedLine(line.variant_id, line.quantity) for line in cart.lines)


def with_defaults(form: CheckoutInput, store: StoreInfo) -> CheckoutInput:
    """A form to begin with: the store's own country and a fresh key."""
    return replace(
        form,
        country=form.country or store.country,
        idempotency_key=form.idempotency_key or new_secret(),
    )


def choices_for(
    cart: CartView, form: CheckoutInput, store: StoreInfo, language: str, now: datetime
) -> tuple[Choices, CheckoutInput]:
    """What can be chosen, and the form with the first of each where nothing valid was chosen."""
    rates = shipping_options(
        store.id,
        country=form.country,
        region=form.region,
        subtotal=cart.subtotal,
        language=language,
        now=now,
    )
    payments = payment_choices(language)
    if form.rate not in {rate.code for rate in rates}:
        form = replace(form, rate=rates[0].code if rates else "")
    if form.payment not in {choice.code for choice in payments}:
        form = replace(form, payment=payments[0].code if payments else "")
    # Priced anew with it: by price lists, shipping may be free from another sum on.
    totals = quote_wish(replace(_wish(cart, form), language=language), now=now)
    countries = tuple(countries_served(store.id))
    return Choices(countries, totals.shipping_options, tuple(payments), totals), form


def _wish(cart: CartView, form: CheckoutInput) -> Wish:
    return Wish(
        store_id=cart.store_id,
        currency=cart.currency,
        lines=wanted_lines(cart),
        country=form.country,
        region=form.region,
        city=form.city,
        postal_code=form.postal_code,
        rate_code=form.rate,
        provider=form.payment,
        email=form.email,
        codes=cart.codes,
        accounts=pays_from(form),
        tax_id=form.tax_id,
    )


def checkout_page(
    cart: CartView,
    form: CheckoutInput,
    choices: Choices,
    refusal: Refusal,
    language: str,
    promises: Promises,
    buyer: Buyer,
) -> CheckoutPage:
    """The page; every amount on it is of this moment."""
    cart = cart_at(cart, choices.totals)
    contact = contact_fields(form, refusal.fields)
    if buyer.shopper is not None:
        contact = tuple(one for one in contact if one.name != "email")
    address = address_fields(form, refusal.fields, choices.countries, language)
    rate_error = refusal.rate
    if not choices.rates:
        rate_error = gettext("We do not ship to this country yet. Please choose another one.")
    return CheckoutPage(
        contact=contact,
        address=address,
        rates=tuple(_rate(x, form.rate, language, promises) for x in choices.rates),
        payments=tuple(_way(x, form.payment) for x in choices.payments),
        lines=cart_lines(cart, language, promises),
        sums=quote_sums(choices.totals, language),
        adds_tax=bool(choices.totals.tax_added),
        total=price_text(choices.totals.total, language),
        expected_total=choices.totals.total.minor,
        idempotency_key=form.idempotency_key,
        cart_url=links.page_url("cart", language),
        cart_version=cart.version,
        seen=seen_text(cart, choices.totals.shipping),
        can_place=cart.is_buyable and bool(choices.rates) and bool(choices.payments),
        changes=refusal.changes,
        message=refusal.message,
        rate_error=rate_error,
        payment_error=refusal.payment,
        cards=form.cards,
        card_error=refusal.card,
        credits=credit_sums(choices.totals, language),
        expected_credit=choices.totals.credit.minor,
        to_pay=price_text(choices.totals.to_pay, language),
        errors=(*error_links((*contact, *address)), *_section_links(refusal)),
        who=_who(form, buyer, refusal, language),
        note=form.note,
        gift_message=form.gift_message,
        marketing_text="" if buyer.is_told_news else marketing_text(),
        is_told_news=bool(form.marketing),
    )


def _way(choice: PaymentChoice, chosen: str) -> Pick:
    return Pick(choice.code, choice.label, choice.explanation, "", choice.code == chosen)


def _who(form: CheckoutInput, buyer: Buyer, refusal: Refusal, language: str) -> CheckoutWho:
    """What the page knows of the buyer, and whether the fields can stay folded."""
    rows = address_lines(form.address(), language)
    saved = [
        Pick(str(one.id), ", ".join(address_lines(one.address, language)[:2]), "", "",
             str(one.id) == form.address_id)
        for one in buyer.addresses
    ]  # fmt: skip
    if saved:
        new = gettext("Another address")
        saved.append(Pick(OTHER, new, "", "", form.address_id in ("", OTHER)))
    is_whole = bool(form.email and form.name and form.line1 and form.city)
    return CheckoutWho(
        email=buyer.shopper.email if buyer.shopper else "",
        sign_in_url=f"{links.page_url('sign-in', language)}?"
        + urlencode({"onward": links.page_url("checkout", language)}),
        addresses=tuple(saved),
        address_was=form.address_was,
        accounts=tuple(_own(one, form, language) for one in buyer.accounts),
        rows=rows if buyer.is_known and is_whole and not refusal.fields else (),
        is_remembered=bool(form.remember) or buyer.known is not None,
        saves_address=bool(form.save_address),
    )


def _own(account: Account, form: CheckoutInput, language: str) -> Pick:
    is_points = account.kind is AccountKind.POINTS
    worth = (
        gettext("%(n)d points") % {"n": account.balance}
        if is_points
        else minor_text(account.balance, account.currency, language)
    )
    names = {
        AccountKind.POINTS: gettext("Pay with points"),
        AccountKind.GIFT_CARD: gettext("Pay with your gift card"),
    }
    label = names.get(account.kind, gettext("Pay with your store credit"))
    return Pick(str(account.id), label, "", worth, str(account.id) in form.spend)


def _section_links(refusal: Refusal) -> tuple[Link, ...]:
    sections = ((refusal.rate, "#rates"), (refusal.payment, "#payments"))
    return tuple(Link(text, place) for text, place in sections if text)


def _rate(option: ShippingOption, chosen: str, language: str, late: Promises) -> Pick:
    price = shipping_text(option.price, language)
    # With something that is not there yet the parcel waits, and no date can be promised for it.
    when = ("" if late else arrival_text(option, language)) or _days_text(option)
    return Pick(option.code, option.name, when, price, option.code == chosen)


def _days_text(option: ShippingOption) -> str:
    if option.min_days == option.max_days:
        text = ngettext("%(days)d working day", "%(days)d working days", option.max_days)
        return text % {"days": option.max_days}
    return gettext("%(least)d to %(most)d working days") % {
        "least": option.min_days,
        "most": option.max_days,
    }
