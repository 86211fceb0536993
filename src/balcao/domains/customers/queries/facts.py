"""What segments look at."""

from __future__ import annotations

from balcao.domains.customers.models import Customer, Purchase
from balcao.domains.customers.values import PurchaseFacts, ShopperFacts


def facts_of(customer_id: int) -> ShopperFacts:
    """What is known of a shopper; nothing of one who is gone."""
    row = Customer.objects.filter(pk=customer_id).first()
    if row is None:
        return ShopperFacts()
    bought = Purchase.objects.filter(customer_id=customer_id, cancelled_at__isnull=True)
    return ShopperFacts(
        tags=frozenset(row.tags),
        country=row.country,
        region=row.region,
        city=row.city,
        purchases=tuple(
            PurchaseFacts(
                order_id=one.order_id,
                at=one.at,
                spend_minor=one.spend_minor,
                currency=one.currency,
                product_ids=tuple(one.product_ids),
                variant_ids=tuple(one.variant_ids),
                brands=tuple(one.brands),
            )
            for one in bought
        ),
    )
