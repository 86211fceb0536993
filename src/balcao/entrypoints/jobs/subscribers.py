"""Events that lead to work outside a transaction: each only puts a job into the queue.

The job is written by the transaction that settles the delivery of the event, so there is exactly
one job for each event.
"""

from __future__ import annotations

from uuid import UUID

from balcao.domains.checkout.queries import owes_back
from balcao.domains.customers.events import SegmentSaved
from balcao.domains.drafts.events import QuoteSent
from balcao.domains.inventory.events import StockChanged
from balcao.domains.orders.events import OrderCancelled, OrderPlaced, OrderShipped
from balcao.domains.orders.queries import order_by_id
from balcao.domains.payments.events import PaymentLinkSent
from balcao.domains.purchasing.events import PurchaseOrderSent
from balcao.domains.replenishment.queries import waits_for
from balcao.entrypoints.emails.letters import Kind
from balcao.entrypoints.jobs import (
    backtests,
    imports,
    ledger,
    notices,
    planning,
    pricing,
    promoting,
    reconciling,
    reminders,
    repricing,
    risk,
    schedules,
    segments,
    wallet,
)
from balcao.entrypoints.jobs.drafts import mail_link, mail_quote
from balcao.entrypoints.jobs.orders import refund_cancelled, send_order_mail
from balcao.entrypoints.jobs.purchasing import send_purchase_mail
from balcao.plumbing.outbox import on


@on(OrderPlaced)
def confirm_to_shopper(fact: OrderPlaced) -> None:
    """The confirmation, with what is left to do to pay."""
    send_order_mail.defer(kind=Kind.CONFIRMATION.value, order_id=str(fact.order_id))


@on(OrderShipped)
def tell_shopper_of_parcel(fact: OrderShipped) -> None:
    """The shipping mail with the tracking number."""
    send_order_mail.defer(kind=Kind.SHIPPING.value, order_id=str(fact.order_id))


@on(OrderCancelled)
def tell_shopper_of_end(fact: OrderCancelled) -> None:
    """The cancellation mail."""
    send_order_mail.defer(kind=Kind.CANCELLATION.value, order_id=str(fact.order_id))


@on(OrderCancelled)
def give_money_back(fact: OrderCancelled) -> None:
    """What was taken or set aside, asked back of the provider outside any transaction."""
    if fact.refund_minor or owes_back(fact.order_id):
        refund_cancelled.defer(order_id=str(fact.order_id))


@on(QuoteSent)
def mail_quote_to_customer(fact: QuoteSent) -> None:
    """The quote, with its link."""
    mail_quote.defer(draft_id=str(fact.draft_id), version=fact.version)


@on(PaymentLinkSent)
def mail_link_to_payer(fact: PaymentLinkSent) -> None:
    """The link to pay by."""
    mail_link.defer(link_id=str(fact.link_id))


@on(PurchaseOrderSent)
def mail_to_supplier(fact: PurchaseOrderSent) -> None:
    """The order, with the paper of it as PDF."""
    send_purchase_mail.defer(order_id=str(fact.order_id), dispatch_id=str(fact.dispatch_id))


@on(StockChanged)
def tell_who_waits(fact: StockChanged) -> None:
    """The mails to shoppers who asked for what came in."""
    if waits_for(fact.store_id, [UUID(one) for one in fact.variant_ids]):
        notices.queue_call(fact.store_id)


@on(OrderCancelled)
def tell_who_waits_for_freed(fact: OrderCancelled) -> None:
    """The mails to shoppers who asked for what was given back."""
    if waits_for(fact.store_id, [line.variant_id for line in order_by_id(fact.order_id).lines]):
        notices.queue_call(fact.store_id)


@on(SegmentSaved)
def work_out_segment(fact: SegmentSaved) -> None:
    """Who is in the segment now, a thousand shoppers at a time."""
    segments.queue_refresh(fact.store_id, fact.segment_id)


__all__ = [
    "backtests",
    "imports",
    "ledger",
    "notices",
    "planning",
    "pricing",
    "promoting",
    "reconciling",
    "reminders",
    "repricing",
    "risk",
    "schedules",
    "segments",
    "wallet",
]
