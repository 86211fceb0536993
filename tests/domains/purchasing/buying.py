"""A shop that buys from one supplier, and short names for what tests do all the time."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from balcao.domains.purchasing import operations
from balcao.domains.purchasing.queries import items_of
from balcao.domains.purchasing.values.suppliers import Break, ItemEdit, SupplierEdit
from tests.shop import NOW, Shop, open_shop

ACME = SupplierEdit(
    code="acme",
    name="Acme Cerâmica",
    currency="BRL",
    email="sales@acme.example",
    language="en",
    country="BR",
    tax_id="11222333000181",
    lead_time_days=10,
)


@dataclass(frozen=True)
class Buying:
    """A shop and its supplier."""

    shop: Shop
    supplier_id: UUID

    @property
    def store_id(self) -> int:
        return self.shop.store_id

    def variant(self, sku: str) -> UUID:
        return self.shop.variants[sku]

    def offer(self, sku: str, *breaks: tuple[int, int, int], **changes: Any) -> int:
        """Say what the supplier offers; breaks are (from quantity, minor units, for units)."""
        edit = ItemEdit(variant_id=self.variant(sku), **{"supplier_sku": f"A-{sku}", **changes})
        where = {"store_id": self.store_id, "supplier_id": self.supplier_id}
        item_id = operations.save_item(**where, edit=edit)
        if breaks:
            operations.set_item_prices(
                **where,
                item_id=item_id,
                breaks=[Break(*one) for one in breaks],
                valid_from=NOW,
                source="test",
                actor="ana",
                now=NOW,
            )
        return item_id

    def item(self, sku: str, now: Any = NOW) -> Any:
        """What the supplier offers of a SKU now."""
        (found,) = items_of(self.supplier_id, [self.variant(sku)], now=now)
        return found


def open_buying(shop: Shop | None = None, edit: SupplierEdit = ACME) -> Buying:
    """A shop with one supplier, which offers cups at 20.00 and small vases at 50.00 for two."""
    shop = shop or open_shop()
    create = partial(operations.create_supplier, store_id=shop.store_id, now=NOW)
    buying = Buying(shop, create(edit=edit))
    buying.offer("CUP", (1, 2000, 1), is_preferred=True)
    buying.offer("VASE-S", (1, 5000, 2), units_per_pack=2, minimum_quantity=4)
    return buying
