"""The settings of the ways to pay that need a contract or a key of the shop's own."""

from __future__ import annotations

from typing import NamedTuple

from balcao.config.environment import fields

DEMO_PIX = "key=loja@demo.balcao.example;name=Balcao Demo;city=Sao Paulo"


class WaysToPay(NamedTuple):
    """The named settings of each; empty where the shop does not offer it."""

    pix: dict[str, str]
    pix_api: dict[str, str]
    boleto: dict[str, str]
    stripe: dict[str, str]


def ways_to_pay(*, demo: bool) -> WaysToPay:
    """What the environment says, and examples in a demo.

    Pix is by the shop's own key, confirmed by staff, or by a payment service of the API Pix; a
    boleto is by the agreement with Banco do Brasil; cards are by Stripe.

    :raises ImproperlyConfigured: a setting is missing, or has a name that is not known.
    """
    return WaysToPay(
        pix=fields("BALCAO_PIX", DEMO_PIX if demo else "", must=("key", "name", "city")),
        pix_api=fields(
            "BALCAO_PIX_API",
            must=("url", "client_id", "client_secret", "key", "secret"),
            may=("certificate", "private_key"),
        ),
        boleto=fields(
            "BALCAO_BOLETO",
            "agreement=1234567" if demo else "",
            must=("agreement",),
            may=("wallet",),
        ),
        stripe=fields(
            "BALCAO_STRIPE",
            must=("secret_key", "publishable_key", "webhook_secret"),
            may=("capture", "url"),
        ),
    )
