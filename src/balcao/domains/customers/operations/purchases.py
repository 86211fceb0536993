"""What shoppers bought, as segments count it."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.db import connection, transaction

from balcao.domains.customers.locks import lock_customer
from balcao.domains.customers.operations.joining import look_at
from balcao.domains.customers.values import PurchaseFacts

# What was bought never changes; that it was cancelled is never forgotten, whichever is told first.
KEEP: Final = """
INSERT INTO customers_purchase (store_id, order_id, customer_id, at, spend_minor, currency,
    product_ids, variant_ids, brands, cancelled_at)
VALUES (%s, %s, %s, %s, %s, %s, %s::uuid[], %s::uuid[], %s::varchar[], %s)
ON CONFLICT (store_id, order_id) DO UPDATE
SET cancelled_at = coalesce(customers_purchase.cancelled_at, excluded.cancelled_at)
"""


def record_purchase(
    *, store_id: int, customer_id: int, purchase: PurchaseFacts, now: datetime
) -> None:
    """Count an order for its shopper and work out which segments they are in now.

    Safe to repeat, and to run after the order was cancelled.

    :raises NoSuchCustomer: the shopper is not known yet; remember them first.
    """
    _keep(store_id, customer_id, purchase, None, now)


def forget_purchase(
    *,
    store_id: int,
    customer_id: int,
    purchase: PurchaseFacts,
    cancelled_at: datetime,
    now: datetime,
) -> None:
    """Count an order no longer: it was cancelled. Safe to repeat, and to run first.

    :raises NoSuchCustomer: the shopper is not known yet; remember them first.
    """
    _keep(store_id, customer_id, purchase, cancelled_at, now)


@transaction.atomic
def _keep(
    store_id: int,
    customer_id: int,
    purchase: PurchaseFacts,
    cancelled_at: datetime | None,
    now: datetime,
) -> None:
    lock_customer(store_id, customer_id)
    with connection.cursor() as cursor:
        cursor.execute(
            KEEP,
            [
                store_id,
                purchase.order_id,
                customer_id,
                purchase.at,
                purchase.spend_minor,
                purchase.currency,
                list(purchase.product_ids),
                list(purchase.variant_ids),
                list(purchase.brands),
                cancelled_at,
            ],
        )
    look_at(store_id, customer_id, now)
