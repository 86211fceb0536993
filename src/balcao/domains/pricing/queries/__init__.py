"""Reads about prices."""

from balcao.domains.pricing.queries.prices import price_rows_of, prices_of
from balcao.domains.pricing.queries.revision import revision_of

__all__ = ["price_rows_of", "prices_of", "revision_of"]
