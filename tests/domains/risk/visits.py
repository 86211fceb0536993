"""Visitors who try to pay, for tests."""

from __future__ import annotations

from uuid import UUID

from balcao.domains.checkout.values import Purchase
from balcao.domains.payments.errors import PaymentDeclined
from balcao.domains.risk import operations
from balcao.domains.risk.errors import TooManyPayments
from balcao.domains.risk.values import TermsInfo, Visitor
from tests.domains.ledger.ledgers import told
from tests.shop import NOW, Shop

HERE = Visitor("network-1", "device-1")
BY = {"actor": "ana", "now": NOW}


def buy(shop: Shop, *lines: tuple[str, int], visitor: Visitor = HERE, now=NOW, **more) -> Purchase:
    wanted = shop.request(*(lines or [("CUP", 1)]), **more)
    return operations.purchase(wanted, visitor=visitor, now=now)


def pay(shop: Shop, visitor: Visitor = HERE, now=NOW, **more) -> str:
    """One attempt by card; what came of it."""
    said = {"provider": "card", "email": "eve@example.com", **more}
    try:
        buy(shop, visitor=visitor, now=now, **said)
    except PaymentDeclined:
        return "declined"
    except TooManyPayments:
        return "stopped"
    return "paid"


def in_review(shop: Shop, **more) -> UUID:
    """An order that is held because its score is high."""
    terms = TermsInfo(review_at=10)
    operations.save_terms(store_id=shop.store_id, terms=terms)
    order_id = buy(shop, email="eve@mailinator.com", **more).order_id
    told()
    return order_id
