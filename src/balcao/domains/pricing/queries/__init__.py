"""Reads about prices."""

from balcao.domains.pricing.queries.changes import 
from balcao.domains.pricing.queries.history import (
    history_of,
    lowest_before,
)
from balcao.domains.pricing.queries.lists import 
from balcao.domains.pricing.queries.prices import (
    price_rows_of,
    prices_of,
)
from balcao.domains.pricing.queries.rates import (
    choices_of,
    rate_on,
    rates_of,
)
from balcao.domains.pricing.queries.revision import revision_of
from balcao.domains.pricing.queries.taxes import 
from balcao.domains.pricing.queries.taxtables import 

__all__ = [
    "choices_of",
    "history_of",
    "lowest_before",
    "price_rows_of",
    "prices_of",
    "rate_on",
    "rates_of",
    "revision_of",
]
