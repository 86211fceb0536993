"""The story of an order, read from the rooms that know parts of it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import Sum

from balcao.domains.ledger.models import Entry, Journal
from balcao.domains.ledger.values import (
    JournalKind,
    OrderStory,
    PaymentFact,
    TaxFact,
    WalletFact,
)
from balcao.domains.orders.queries import order_by_id
from balcao.domains.orders.values import OrderState, OrderView
from balcao.domains.payments.queries import attempts_of
from balcao.domains.wallet.queries import worth_of_entries
from balcao.domains.wallet.values import EntryWorth

NEVER_PLACED = (OrderState.PENDING, OrderState.VOIDED)
GONE = (OrderState.SHIPPED, OrderState.DELIVERED)


def story_of(order_id: UUID) -> OrderStory:
    """Everything that moved money for an order, and what of it is in the books.

    :raises NoSuchOrder: there is none with this id.
    """
    order = order_by_id(order_id)
    posted = frozenset(Journal.objects.filter(order_id=order_id).values_list("source", flat=True))
    return OrderStory(
        id=order.id,
        number=order.number,
        currency=order.total.currency,
        lines_minor=order.subtotal.minor,
        discount_minor=order.discount.minor,
        exemption_minor=order.exemption.minor,
        shipping_minor=order.shipping.minor,
        total_minor=order.total.minor,
        placed_at=None if order.state in NEVER_PLACED else order.placed_at,
        shipped_at=_shipped_at(order),
        cancelled_at=_cancelled_at(order),
        taxes=tuple(
            TaxFact(tax.jurisdiction, tax.amount.minor, tax.is_included, tax.line_no is None)
            for tax in order.taxes
        ),
        payments=_payments(order),
        wallet=tuple(wallet_fact(entry) for entry in worth_of_entries(order_id=order_id)),
        posted=posted,
        captured=_so_far(posted, "captured"),
        refunded=_so_far(posted, "refunded"),
        credited=_credited(order_id),
    )


def wallet_fact(entry: EntryWorth) -> WalletFact:
    """A change of stored value as posting rules need it."""
    return WalletFact(
        id=entry.id,
        account=entry.account,
        kind=entry.kind,
        worth_minor=entry.worth_minor,
        currency=entry.currency,
        at=entry.at,
        order_id=entry.order_id,
        actor=entry.actor,
        note=entry.note,
    )


def _payments(order: OrderView) -> tuple[PaymentFact, ...]:
    return tuple(
        PaymentFact(
            id=paid.id,
            provider=paid.provider,
            captured_minor=paid.captured.minor,
            refunded_minor=paid.refunded.minor,
            captured_at=order.paid_at or paid.created_at,
            refunded_at=paid.updated_at,
        )
        for paid in attempts_of(order.id)
    )


def _shipped_at(order: OrderView) -> datetime | None:
    if order.state not in GONE:
        return None
    return (order.parcel and order.parcel.shipped_at) or order.placed_at


def _cancelled_at(order: OrderView) -> datetime | None:
    if order.state != OrderState.CANCELLED:
        return None
    said = [entry.at for entry in order.timeline if entry.kind == OrderState.CANCELLED]
    return said[-1] if said else order.placed_at


def _so_far(posted: frozenset[str], step: str) -> dict[UUID, int]:
    """The cumulative amounts of payments that are in the books, as their sources tell them."""
    found: dict[UUID, int] = {}
    for source in posted:
        parts = source.split(":")
        if len(parts) == 4 and (parts[0], parts[2]) == ("payment", step):
            key = UUID(parts[1])
            found[key] = max(found.get(key, 0), int(parts[3]))
    return found


def _credited(order_id: UUID) -> dict[str, int]:
    rows = Entry.objects.filter(order_id=order_id, journal__kind=JournalKind.CREDIT_NOTE)
    sums = rows.values_list("account__code").annotate(Sum("amount_minor"))
    return {code: amount for code, amount in sums if amount}
