"""Composition: which adapter stands behind which port, and who listens to which event.

Importing a module of subscribers registers them; that is what the imports below are for.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import entry_points
from typing import Any, cast

from django.conf import settings

import balcao.domains.checkout.invariants
import balcao.domains.inventory.invariants
import balcao.domains.ledger.invariants
import balcao.domains.ledger.subscribers
import balcao.domains.orders.invariants
import balcao.domains.orders.subscribers
import balcao.domains.payments.invariants
import balcao.domains.promotions.invariants
import balcao.domains.purchasing.invariants
import balcao.domains.reconciliation.invariants
import balcao.domains.replenishment.subscribers
import balcao.domains.risk.invariants
import balcao.domains.risk.subscribers
import balcao.domains.search.subscribers
import balcao.domains.wallet.invariants
import balcao.entrypoints.jobs.subscribers
import balcao.plumbing.outbox.invariants
from balcao.adapters.allocation.strategies import built_in
from balcao.adapters.payments.boleto import Boleto
from balcao.adapters.payments.offline import BankTransfer, CashOnDelivery
from balcao.adapters.payments.pix import PixByHand, PixCharges
from balcao.adapters.payments.pixservice import PixService
from balcao.adapters.payments.stripe import Stripe
from balcao.domains.catalog.ports import use_collection_namers
from balcao.domains.customers.ports import use_code_mailer, use_segment_namers
from balcao.domains.inventory.ports import AllocationStrategy, use_strategies
from balcao.domains.payments.ports import PaymentProvider, use_providers
from balcao.domains.pricing.ports import TaxCalculator, use_calculators
from balcao.domains.pricing.queries import naming_group as lists_naming_group
from balcao.domains.promotions.ports import use_kinds
from balcao.domains.promotions.queries import naming_collection, naming_group
from balcao.domains.replenishment.errors import NoForecaster
from balcao.domains.replenishment.ports import Forecaster, use_forecaster
from balcao.domains.wallet.ports import use_card_mailer
from balcao.entrypoints.emails.gift_card import mail_card
from balcao.entrypoints.emails.sign_in import mail_code
from balcao.plumbing.truths import use_invariants

SUBSCRIBERS = (
    balcao.domains.ledger.subscribers,
    balcao.domains.orders.subscribers,
    balcao.domains.replenishment.subscribers,
    balcao.domains.risk.subscribers,
    balcao.domains.search.subscribers,
    balcao.entrypoints.jobs.subscribers,
)

TRUTHS = (
    *balcao.domains.inventory.invariants.INVARIANTS,
    *balcao.domains.payments.invariants.INVARIANTS,
    *balcao.domains.purchasing.invariants.INVARIANTS,
    *balcao.domains.wallet.invariants.INVARIANTS,
    *balcao.domains.orders.invariants.INVARIANTS,
    *balcao.domains.checkout.invariants.INVARIANTS,
    *balcao.domains.promotions.invariants.INVARIANTS,
    *balcao.domains.ledger.invariants.INVARIANTS,
    *balcao.domains.reconciliation.invariants.INVARIANTS,
    *balcao.domains.risk.invariants.INVARIANTS,
    *balcao.plumbing.outbox.invariants.INVARIANTS,
)


def wire() -> None:
    """Put the building together; called once, when Django is ready."""
    use_invariants(TRUTHS)
    use_providers([*_built_in_providers(), *_installed_providers()])
    use_forecaster(_installed_forecaster)
    use_card_mailer(mail_card)
    use_code_mailer(mail_code)
    use_segment_namers([naming_group, lists_naming_group])
    use_collection_namers([naming_collection])
    use_strategies([*built_in(), *_installed_strategies()])
    use_calculators(_installed_calculators())
    use_kinds(_installed("balcao.promotion_conditions"), _installed("balcao.promotion_benefits"))


def _built_in_providers() -> list[PaymentProvider]:
    account = tuple(settings.BANK_ACCOUNT.items())
    transfer: list[PaymentProvider] = [BankTransfer(account=account)] if account else []
    return [*_card_providers(), *_brazilian_providers(), *transfer, CashOnDelivery()]


def _card_providers() -> Iterator[PaymentProvider]:
    if settings.WAYS_TO_PAY.stripe:
        said = {"capture": "at_once", **settings.WAYS_TO_PAY.stripe}
        yield Stripe(capture_when=said.pop("capture"), **said)


def _brazilian_providers() -> Iterator[PaymentProvider]:
    ways = settings.WAYS_TO_PAY
    if ways.pix_api:
        said = dict(ways.pix_api)
        key, secret = said.pop("key"), said.pop("secret")
        yield PixCharges(PixService(**said), key=key, secret=secret)
    elif ways.pix:
        yield PixByHand(**ways.pix)
    if ways.boleto:
        yield Boleto(**ways.boleto)


def _installed_providers() -> Iterator[PaymentProvider]:
    for entry in sorted(entry_points(group="balcao.payment_providers"), key=lambda e: e.name):
        yield cast("PaymentProvider", entry.load()())


def _installed_forecaster() -> Forecaster:
    """The forecaster that the settings name; called when one is first needed."""
    found = list(entry_points(group="balcao.forecasters", name=settings.FORECASTER))
    if not found:
        known = sorted({entry.name for entry in entry_points(group="balcao.forecasters")})
        raise NoForecaster(
            f"No forecaster is called {settings.FORECASTER!r}. Set BALCAO_FORECASTER to one of "
            f"{known}, or install Balcao again with its dependencies.",
            known=known,
        )
    return cast("Forecaster", found[0].load()())


def _installed_strategies() -> Iterator[AllocationStrategy]:
    for entry in sorted(entry_points(group="balcao.allocation_strategies"), key=lambda e: e.name):
        yield cast("AllocationStrategy", entry.load()())


def _installed_calculators() -> Iterator[TaxCalculator]:
    for entry in sorted(entry_points(group="balcao.tax_calculators"), key=lambda e: e.name):
        yield cast("TaxCalculator", entry.load()())


def _installed(group: str) -> Iterator[Any]:
    for entry in sorted(entry_points(group=group), key=lambda e: e.name):
        yield entry.load()()
