"""Orders and what they are made of."""

from balcao.domains.orders.models.breakdown import OrderDiscount, TaxLine
from balcao.domains.orders.models.order import (
    Fulfillment,
    FulfillmentLine,
    Order,
    OrderLine,
    TimelineEntry,
)

__all__ = [
    "Fulfillment",
    "FulfillmentLine",
    "Order",
    "OrderDiscount",
    "OrderLine",
    "TaxLine",
    "TimelineEntry",
]
