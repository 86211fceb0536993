"""The checkout as its page shows it."""

from __future__ import annotations

from dataclasses import dataclass

from balcao.domains.cart.values import CartView
from balcao.domains.checkout.values.quote import Quote
from balcao.domains.customers.values import Address
from balcao.domains.payments.values import PaymentChoice
from balcao.domains.shipping.values import ShippingOption


@dataclass(frozen=True, slots=True)
class CheckoutView:
    """The checkout page: the cart, what was filled in, what can be chosen, what it costs."""

    cart: CartView
    email: str
    address: Address | None
    shipping_options: tuple[ShippingOption, ...]
    rate_code: str
    payment_choices: tuple[PaymentChoice, ...]
    provider: str
    note: str
    gift_message: str
    totals: Quote
    missing: tuple[str, ...]
