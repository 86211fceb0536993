"""A purchase order as its paper says it; for mails, the console and the API."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from balcao.domains.inventory.queries import location_of
from balcao.domains.purchasing import queries
from balcao.domains.purchasing.values.orders import PurchaseLineView, PurchaseOrderView
from balcao.domains.purchasing.values.suppliers import SupplierInfo
from balcao.domains.stores.queries import store_by_id
from balcao.domains.stores.values import StoreInfo
from balcao.entrypoints.papers.values import OrderedLine, Party, PurchaseOrderPaper


def paper_of(order: PurchaseOrderView) -> PurchaseOrderPaper:
    """The order as it is printed, in the supplier's language."""
    store = store_by_id(order.store_id)
    supplier = queries.supplier_by_id(order.supplier_id)
    place = location_of(order.store_id, order.location_id)
    lines = tuple(supplier.address.splitlines())
    return PurchaseOrderPaper(
        number=order.number,
        language=language_of(supplier),
        ordered_on=day_of(order.approved_at or order.created_at, store),
        buyer=Party(store.name, email=store.email),
        supplier=Party(supplier.name, lines, supplier.tax_id, supplier.email, supplier.phone),
        deliver_to=Party(place.name, tuple(part for part in (store.name,) if part)),
        lines=tuple(_ordered(line) for line in order.lines),
        subtotal=order.total,
        total=order.total,
        expected_on=day_of(order.expected_at, store) if order.expected_at else None,
        terms=order.payment_terms,
        note=order.note,
        is_draft=order.state == "draft",
    )


def language_of(supplier: SupplierInfo) -> str:
    """The language we write to a supplier in: its own where we speak it, else English."""
    wanted = supplier.language.lower()
    return "pt-br" if wanted in ("pt", "pt-br") else "en"


def _ordered(line: PurchaseLineView) -> OrderedLine:
    packs, rest = divmod(line.quantity, line.units_per_pack)
    by_pack = line.units_per_pack > 1 and not rest
    return OrderedLine(
        sku=line.sku,
        title=line.title,
        quantity=line.quantity,
        unit_price=line.cost,
        total=line.total,
        supplier_sku=line.supplier_sku,
        per_units=line.per_units,
        note=f"{packs} × {line.units_per_pack}" if by_pack else "",
    )


def day_of(at: datetime, store: StoreInfo) -> date:
    """The day of a moment in the store's calendar."""
    return at.astimezone(ZoneInfo(store.time_zone)).date()
