"""Reads about orders."""

from balcao.domains.orders.queries.lookups import (
    count_by_state,
    daily_sales,
    expired_holds,
    order_by_id,
    order_by_number,
    order_by_token,
    order_of_cart,
    orders_page,
    sales_of_day,
)

__all__ = [
    "count_by_state",
    "daily_sales",
    "expired_holds",
    "order_by_id",
    "order_by_number",
    "order_by_token",
    "order_of_cart",
    "orders_page",
    "sales_of_day",
]
