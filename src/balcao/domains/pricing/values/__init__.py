"""Prices as other rooms see them."""

from balcao.domains.pricing.values.prices import PriceRow, VariantPrice

__all__ = ["PriceRow", "VariantPrice"]
