"""Orders and what they are made of."""

from balcao.domains.orders.models.breakdown import OrderDiscount, TaxLine
from balcao.domains.orders.models.holds import OrderHold
from balcao.domains.orders.models.order import (
    Fulfillment,
    FulfillmentLine,
    Order,
    OrderLine,
    TimelineEntry,
)
from balcao.domains.orders.models.words import OrderWords

__all__ = [
    "Fulfillment",
    "FulfillmentLine",
    "Order",
    "OrderDiscount",
    "OrderHold",
    "OrderLine",
    "OrderWords",
    "TaxLine",
    "TimelineEntry",
]
