"""Steps of races about money: bought, filled in, captured, refunded, told."""

from __future__ import annotations

from functools import partial

from balcao.domains.cart.operations import add_to_cart, open_cart
from balcao.domains.checkout.operations import (
    capture_payment,
    complete_cart,
    purchase,
    refund_cancelled,
    refund_payment,
    release_payment,
    save_details,
    take_message,
)
from balcao.domains.orders.operations import cancel_order
from balcao.domains.orders.queries import order_by_id
from balcao.domains.payments.ports import ProviderAway, Told
from balcao.domains.payments.queries import (
    find_payment,
    payment_of,
    payments_of,
)
from tests.races.vault import Vault
from tests.shop import ADDRESS, NOW, Shop, brl

TOTAL = brl("93.00")  # two cups and shipping


def bought(shop: Shop):
    return purchase(shop.request(("CUP", 2), provider="vault"), now=NOW)


def buying(shop: Shop, **changes: object):
    return partial(purchase, shop.request(("CUP", 2), provider="vault", **changes), now=NOW)


def filled(shop: Shop):
    cart = open_cart(store_id=shop.store_id, currency="BRL", locale="pt-br", now=NOW)
    add_to_cart(cart_id=cart, variant_id=shop.variants["CUP"], quantity=2, now=NOW)
    said = {"email": "ana@example.com", "address": ADDRESS, "rate_code": "standard"}
    save_details(cart_id=cart, provider="vault", now=NOW, **said)
    return cart


def completing(cart, key="key", total=TOTAL):
    said = {"cart_id": cart, "key": key, "expected_total": total, "locale": "pt-br"}
    return partial(complete_cart, now=NOW, **said)


def capturing(made, amount=TOTAL, key="c-1"):
    payment_id = payment_of(made.order_id).id
    return partial(
        capture_payment, payment_id=payment_id, amount=amount, key=key, by="ana", now=NOW
    )


def refunding(made, amount="40.00", key="r-1"):
    said = {"payment_id": payments_of(made.order_id)[0].id, "amount": brl(amount)}
    return partial(refund_payment, key=key, by="ana", now=NOW, **said)


def releasing(made):
    return partial(release_payment, payment_id=payment_of(made.order_id).id, now=NOW)


def cancelling(made):
    return partial(cancel_order, order_id=made.order_id, reason="", by="ana", now=NOW)


def giving_all_back(made):
    return partial(refund_cancelled, order_id=made.order_id, now=NOW)


def telling(payment, message="m-1"):
    told = Told(message, "paid", key=payment.idempotency_key)
    return partial(take_message, provider="vault", told=told, now=NOW)


def no_answer(*_: object) -> None:
    raise ProviderAway


def being_paid(vault: Vault):
    (key,) = vault.charges
    return find_payment("vault", key=key)


def is_cancelled(made) -> bool:
    return order_by_id(made.order_id).state == "cancelled"
