"""Tax numbers of buyers, for those who take them."""

from __future__ import annotations

from balcao.domains.pricing.rules.taxids import is_tax_id

__all__ = ["is_tax_id"]
