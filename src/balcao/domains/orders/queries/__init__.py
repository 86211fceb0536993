"""Reads about orders."""

from balcao.domains.orders.queries.holds import check_released, hold_on
from balcao.domains.orders.queries.lookups import (
    count_by_state,
    daily_sales,
    expired_holds,
    order_by_id,
    order_by_number,
    order_by_token,
    order_of_cart,
    order_of_draft,
    orders_of_shopper,
    orders_page,
    sales_of_day,
)
from balcao.domains.orders.queries.past import count_past_orders, past_orders, purchases_before
from balcao.domains.orders.queries.taxes import TaxDay, TaxReportRow, tax_days, tax_report
from balcao.domains.orders.queries.totals import (
    DiscountRow,
    TaxRow,
    discount_totals,
    tax_totals,
)

__all__ = [
    "DiscountRow",
    "TaxDay",
    "TaxReportRow",
    "TaxRow",
    "check_released",
    "count_by_state",
    "count_past_orders",
    "daily_sales",
    "discount_totals",
    "expired_holds",
    "hold_on",
    "order_by_id",
    "order_by_number",
    "order_by_token",
    "order_of_cart",
    "order_of_draft",
    "orders_of_shopper",
    "orders_page",
    "past_orders",
    "purchases_before",
    "sales_of_day",
    "tax_days",
    "tax_report",
    "tax_totals",
]
