"""What the books do when they are told something: look what is missing, and write it down."""

from __future__ import annotations

from balcao.domains.inventory.events import StockChanged
from balcao.domains.inventory.queries import worth_told
from balcao.domains.ledger.operations import post_order, post_stock, post_value
from balcao.domains.orders.events import OrderCancelled, OrderPlaced, OrderShipped
from balcao.domains.payments.events import PaymentCaptured, PaymentRefunded
from balcao.domains.wallet.events import ValueMoved
from balcao.plumbing.outbox import on


@on(OrderPlaced)
def book_placed(fact: OrderPlaced) -> None:
    """What the shopper owes and we owe; what they paid at once by provider or stored value."""
    post_order(order_id=fact.order_id)


@on(OrderShipped)
def book_shipped(fact: OrderShipped) -> None:
    """Revenue, shipping, discounts and taxes."""
    post_order(order_id=fact.order_id)


@on(OrderCancelled)
def book_cancelled(fact: OrderCancelled) -> None:
    """Nothing is owed any more but what has to go back."""
    post_order(order_id=fact.order_id)


@on(PaymentCaptured)
def book_captured(fact: PaymentCaptured) -> None:
    """Money lies with the provider."""
    post_order(order_id=fact.order_id)


@on(PaymentRefunded)
def book_refunded(fact: PaymentRefunded) -> None:
    """Money went back, as an allowance where the order still stands."""
    post_order(order_id=fact.order_id)


@on(ValueMoved)
def book_value(fact: ValueMoved) -> None:
    """A gift card, store credit or points changed."""
    post_value(entry_id=fact.entry_id)


@on(StockChanged)
def book_stock(fact: StockChanged) -> None:
    """Value came to stock or left it; what ships becomes cost of goods sold."""
    movements = worth_told(
        fact.store_id,
        location_id=fact.location_id,
        variant_ids=fact.variant_ids,
        document=fact.document,
        since=fact.at,
    )
    post_stock(store_id=fact.store_id, movements=movements)
