"""Reads about purchases in the making."""

from __future__ import annotations

from uuid import UUID

from balcao.domains.cart.queries import view_cart
from balcao.domains.checkout.models import CheckoutDetails
from balcao.domains.checkout.rules import totals_of
from balcao.domains.checkout.values import CheckoutView, Totals, WantedLine
from balcao.domains.customers.values import Address
from balcao.domains.payments.queries import payment_choices
from balcao.domains.pricing.queries import prices_of
from balcao.domains.shipping.queries import shipping_options
from balcao.kernel.money import Money, total_of


def view_checkout(cart_id: UUID, language: str, *, default_country: str) -> CheckoutView:
    """The checkout page of a cart; shipping is priced for the address, or the store's country.

    :raises NoSuchCart: there is none with this id.
    """
    cart = view_cart(cart_id, language)
    details = CheckoutDetails.objects.filter(cart_id=cart_id).first()
    address = Address(**details.address) if details and details.address else None
    options = shipping_options(
        cart.store_id,
        country=address.country if address else default_country,
        subtotal=cart.subtotal,
        language=language,
    )
    rate_code = details.rate_code if details else ""
    chosen = next((option for option in options if option.code == rate_code), None)
    filled = {
        "lines": bool(cart.lines),
        "email": bool(details and details.email),
        "address": address is not None,
        "shipping": chosen is not None,
        "payment": bool(details and details.provider),
    }
    return CheckoutView(
        cart=cart,
        email=details.email if details else "",
        address=address,
        shipping_options=tuple(options),
        rate_code=rate_code,
        payment_choices=tuple(payment_choices(language)),
        provider=details.provider if details else "",
        totals=totals_of(cart.subtotal, chosen),
        missing=tuple(name for name, is_there in filled.items() if not is_there),
    )


def quote(
    store_id: int, *, lines: tuple[WantedLine, ...], currency: str, country: str, rate_code: str
) -> Totals:
    """What a purchase would cost now; lines that are not for sale cost nothing here.

    For whoever buys in one call and has to say the total they expect.
    """
    prices = prices_of([line.variant_id for line in lines], currency)
    amounts = (prices[x.variant_id].amount * x.quantity for x in lines if x.variant_id in prices)
    subtotal = total_of(amounts, currency) if lines else Money.zero(currency)
    options = shipping_options(store_id, country=country, subtotal=subtotal, language="")
    return totals_of(subtotal, next((o for o in options if o.code == rate_code), None))
