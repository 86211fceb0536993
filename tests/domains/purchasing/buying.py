"""A shop that buys from one supplier, and short names for what tests do all the time."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from balcao.domains.inventory.models import StockLevel
from balcao.domains.inventory.queries import level_of
from balcao.domains.purchasing import operations
from balcao.domains.purchasing.queries import items_of
from balcao.domains.purchasing.values.orders import ReceivedLine, WantedLine
from balcao.domains.purchasing.values.returns import ReturnedLine
from balcao.domains.purchasing.values.suppliers import Break, ItemEdit, SupplierEdit
from balcao.kernel.ids import new_id
from balcao.kernel.money import Money
from tests.shop import NOW, Shop, brl, open_shop

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

    def draft(self, *lines: tuple[str, int], **changes: Any) -> UUID:
        """A draft of these (SKU, quantity)."""
        said = {"author": "ana", "now": NOW, "location_id": self.shop.location_id, **changes}
        wanted = [WantedLine(self.variant(sku), units) for sku, units in lines]
        return operations.create_purchase(
            store_id=self.store_id, supplier_id=self.supplier_id, lines=wanted, **said
        )

    def approved(self, *lines: tuple[str, int], **changes: Any) -> UUID:
        """An order that somebody else than its author has approved."""
        rate = changes.pop("rate", None)
        order_id = self.draft(*lines, **changes)
        operations.approve_purchase(order_id=order_id, by="bob", now=NOW, rate=rate)
        return order_id

    def sent(self, *lines: tuple[str, int], **changes: Any) -> UUID:
        """An order that the supplier has."""
        order_id = self.approved(*lines, **changes)
        operations.send_purchase(order_id=order_id, by="bob", now=NOW, channel="phone")
        return order_id

    def to_return(self, *lines: tuple[str, int, int], **changes: Any) -> UUID:
        """A draft of a return of (SKU, good, damaged)."""
        said = {"reason": "wrong glaze", "author": "ana", "now": NOW, **changes}
        return operations.draft_return(
            store_id=self.store_id,
            supplier_id=self.supplier_id,
            location_id=self.shop.location_id,
            lines=[ReturnedLine(self.variant(sku), good, bad) for sku, good, bad in lines],
            **said,
        )

    def price_file(self, content: bytes, **changes: Any) -> UUID:
        """A price file that was looked at."""
        said = {"file_name": "prices.csv", "valid_from": NOW, "actor": "ana", "now": NOW, **changes}
        return operations.plan_price_file(
            store_id=self.store_id, supplier_id=self.supplier_id, content=content, **said
        )

    def level(self, sku: str) -> Any:
        """The stock of a SKU."""
        return level_of(self.shop.location_id, self.variant(sku))

    def worth(self, sku: str) -> Money:
        """What the stock of a SKU has cost, by weighted average."""
        level = StockLevel.objects.get(location=self.shop.location_id, variant=self.variant(sku))
        return brl("0.00") + Money(level.value_minor, "BRL")

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


def receive(
    order_id: UUID, *lines: tuple[int, int, int], key: str = "", now: Any = NOW, **more: Any
) -> UUID:
    """Receive (line, accepted, damaged)."""
    return operations.receive_purchase(
        order_id=order_id,
        key=key or str(new_id()),
        lines=[ReceivedLine(*line) for line in lines],
        by="eva",
        now=now,
        **more,
    )


def landed(receipt_id: UUID, amount: str = "10.00", **changes: Any) -> UUID:
    """Freight on a receipt, by value unless told otherwise."""
    said = {"kind": "freight", "basis": "value", "by": "bob", "now": NOW, **changes}
    return operations.add_landed_cost(receipt_id=receipt_id, amount=brl(amount), **said)


def one_of_each(shop: Shop) -> dict[str, UUID]:
    """One of everything in buying that an address can name."""
    buying = open_buying(shop)
    receipt = receive(buying.sent(("CUP", 5)), (1, 2, 0))
    return {
        "supplier_id": buying.supplier_id,
        "purchase_id": buying.draft(("CUP", 3)),
        "receipt_id": receipt,
        "cost_id": landed(receipt),
        "return_id": buying.to_return(("CUP", 1, 0)),
        "file_id": buying.price_file(b"sku,cost,currency,unit\nCUP,21.00,BRL,each\n"),
    }
