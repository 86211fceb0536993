"""Reads about purchases in the making."""

from balcao.domains.checkout.queries.quoting import quote_wish
from balcao.domains.checkout.queries.store_rules import forget_rules
from balcao.domains.checkout.queries.viewing import quote, view_checkout

__all__ = ["forget_rules", "quote", "quote_wish", "view_checkout"]
