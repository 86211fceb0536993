"""Reads about purchases in the making."""

from balcao.domains.checkout.queries.drafting import (
    Margin,
    margins_of,
    method_of,
    missing_of,
    option_of,
    quote_draft,
)
from balcao.domains.checkout.queries.filled import SoFar, so_far
from balcao.domains.checkout.queries.naming import names_in
from balcao.domains.checkout.queries.owing import owes_back, ways_open
from balcao.domains.checkout.queries.quoting import quote_wish
from balcao.domains.checkout.queries.reminding import (
    reminder_by_id,
    reminder_report,
    reminder_rules,
    store_of_reminder,
)
from balcao.domains.checkout.queries.repeating import is_repeated
from balcao.domains.checkout.queries.store_rules import forget_rules
from balcao.domains.checkout.queries.trying import quote_tried, try_promotion
from balcao.domains.checkout.queries.viewing import (
    cart_as_sold,
    priced_cart,
    quote,
    quote_cart,
    typed_of,
    view_checkout,
)
from balcao.domains.checkout.rules.quoting import cart_at

__all__ = [
    "Margin",
    "SoFar",
    "cart_as_sold",
    "cart_at",
    "forget_rules",
    "is_repeated",
    "margins_of",
    "method_of",
    "missing_of",
    "names_in",
    "option_of",
    "owes_back",
    "priced_cart",
    "quote",
    "quote_cart",
    "quote_draft",
    "quote_tried",
    "quote_wish",
    "reminder_by_id",
    "reminder_report",
    "reminder_rules",
    "so_far",
    "store_of_reminder",
    "try_promotion",
    "typed_of",
    "view_checkout",
    "ways_open",
]
