"""Reads about purchases in the making."""

from balcao.domains.checkout.queries.viewing import quote, view_checkout

__all__ = ["quote", "view_checkout"]
