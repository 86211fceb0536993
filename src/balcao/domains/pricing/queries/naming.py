"""Which price lists name a segment."""

from __future__ import annotations

from balcao.domains.pricing.models import PriceList
from balcao.kernel.naming import Naming


def naming_group(store_id: int, slug: str) -> list[Naming]:
    """The price lists that are for a segment, switched off or not, by name."""
    rows = PriceList.objects.filter(store_id=store_id, groups__contains=[slug])
    found = rows.order_by("name", "pk").values_list("pk", "name")
    return [Naming("price_list", key, name) for key, name in found]
