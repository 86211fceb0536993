"""Which providers there are; filled by the composition root."""

from __future__ import annotations

from collections.abc import Iterable

from balcao.domains.payments.errors import NoSuchProvider
from balcao.domains.payments.ports.provider import PaymentProvider

PROVIDERS: dict[str, PaymentProvider] = {}


def use_providers(providers: Iterable[PaymentProvider]) -> None:
    """Offer these ways to pay, in this order, and no others."""
    PROVIDERS.clear()
    PROVIDERS.update({provider.code: provider for provider in providers})


def provider_by_code(code: str) -> PaymentProvider:
    """One provider.

    :raises NoSuchProvider: it is not offered.
    """
    if code not in PROVIDERS:
        raise NoSuchProvider(field="payment", known=sorted(PROVIDERS))
    return PROVIDERS[code]


def offered() -> list[PaymentProvider]:
    """All providers, in the order they are offered."""
    return list(PROVIDERS.values())


def is_asked_outside(code: str) -> bool:
    """Whether there is somebody to ask: a provider that is offered and not offline."""
    return code in PROVIDERS and not PROVIDERS[code].is_offline
