"""Writing purchase orders."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction

from balcao.domains.catalog.queries import facts_of
from balcao.domains.catalog.values import VariantFacts
from balcao.domains.inventory.errors import NoSuchLocation
from balcao.domains.inventory.queries import locations
from balcao.domains.purchasing.errors import (
    BadPurchaseOrder,
    NotADraft,
    SupplierInactive,
)
from balcao.domains.purchasing.locks import lock_purchase
from balcao.domains.purchasing.models import PurchaseLine, PurchaseOrder
from balcao.domains.purchasing.operations.moves import (
    check_version,
    next_number,
    note,
)
from balcao.domains.purchasing.operations.suppliers import supplier_of
from balcao.domains.purchasing.queries.suppliers import items_of, offers_of, policy_of
from balcao.domains.purchasing.rules.money import line_total
from balcao.domains.purchasing.rules.orders import check_lines
from balcao.domains.purchasing.rules.suppliers import price_for
from balcao.domains.purchasing.values.orders import PurchaseState, WantedLine
from balcao.domains.purchasing.values.suppliers import ItemInfo, Offer
from balcao.domains.stores.queries import store_by_id

LONGEST_NOTE: Final = 2000
MOST_TOLERANCE: Final = 50
FARTHEST: Final = timedelta(days=1095)


@transaction.atomic
def create_purchase(
    *,
    store_id: int,
    supplier_id: UUID,
    location_id: int,
    lines: Sequence[WantedLine],
    author: str,
    now: datetime,
    expected_at: datetime | None = None,
    tolerance_percent: int | None = None,
    note_text: str = "",
) -> UUID:
    """Write a draft and return its id. Lines without a price get the supplier's of now.

    :raises NoSuchSupplier: there is none with this id in this store.
    :raises SupplierInactive: nothing is ordered there any more.
    :raises NoSuchLocation: no such place in this store.
    :raises BadPurchaseOrder: a line cannot be; ``line`` says which.
    """
    supplier = supplier_of(store_id, supplier_id)
    if not supplier.is_active:
        raise SupplierInactive(id=str(supplier_id))
    if location_id not in {place.id for place in locations(store_id)}:
        raise NoSuchLocation(location_id=location_id)
    row = PurchaseOrder(
        store_id=store_id,
        number=next_number("purchasing_order_number", "PO"),
        supplier=supplier,
        location_id=location_id,
        state=PurchaseState.DRAFT.value,
        currency=supplier.currency,
        store_currency=store_by_id(store_id).currency,
        payment_terms=supplier.payment_terms or f"{supplier.payment_days} days",
        author=author,
        created_at=now,
    )
    tolerated = policy_of(store_id).tolerance_percent
    _describe(
        row,
        expected_at=expected_at,
        tolerance=tolerated if tolerance_percent is None else tolerance_percent,
        text=note_text,
        now=now,
    )
    _write_lines(row, lines, now)
    note(row, "written", by=author, now=now)
    return row.pk


@transaction.atomic
def change_purchase(
    *,
    order_id: UUID,
    lines: Sequence[WantedLine],
    by: str,
    now: datetime,
    expected_at: datetime | None = None,
    tolerance_percent: int = 0,
    note_text: str = "",
    expected_version: int | None = None,
) -> None:
    """Write a draft anew.

    :raises NoSuchPurchaseOrder: there is none with this id.
    :raises PurchaseOrderChanged: somebody else changed it since ``expected_version``.
    :raises NotADraft: it was approved, sent or cancelled.
    :raises BadPurchaseOrder: a line cannot be; ``line`` says which.
    """
    row = lock_purchase(order_id)
    check_version(row, expected_version)
    if row.state != PurchaseState.DRAFT:
        raise NotADraft(state=row.state)
    _describe(row, expected_at=expected_at, tolerance=tolerance_percent, text=note_text, now=now)
    row.version += 1
    PurchaseLine.objects.filter(order=row).delete()
    _write_lines(row, lines, now)
    note(row, "changed", by=by, now=now)


def _describe(
    row: PurchaseOrder, *, expected_at: datetime | None, tolerance: int, text: str, now: datetime
) -> None:
    if not 0 <= tolerance <= MOST_TOLERANCE:
        wrong = f"A tolerance is 0 to {MOST_TOLERANCE} percent."
        raise BadPurchaseOrder(wrong, field="tolerance_percent")
    if len(text) > LONGEST_NOTE or "\0" in text:
        raise BadPurchaseOrder(f"A note has at most {LONGEST_NOTE} characters.", field="note")
    check_expected(expected_at, now=now)
    row.expected_at, row.tolerance_percent, row.note = expected_at, tolerance, text.strip()


def check_expected(at: datetime | None, *, now: datetime) -> None:
    """Go on only with a day that goods can come on.

    :raises BadPurchaseOrder: long gone, or more than three years ahead.
    """
    if at is not None and not now - FARTHEST <= at <= now + FARTHEST:
        raise BadPurchaseOrder("Expect goods within three years.", field="expected_at")


def _write_lines(row: PurchaseOrder, lines: Sequence[WantedLine], now: datetime) -> None:
    check_lines(lines)
    variants = [line.variant_id for line in lines]
    facts = facts_of(row.store_id, variants)
    found = offers_of(row.store_id, variants, now=now, supplier_id=row.supplier_id)
    offers = {variant: several[0] for variant, several in found.items()}
    items = {item.variant_id: item for item in items_of(row.supplier_id, variants, now=now)}
    new = [
        _line(row, number, line, facts, offers, items) for number, line in enumerate(lines, start=1)
    ]
    row.total_minor = sum(line.total_minor for line in new)
    row.save()
    PurchaseLine.objects.bulk_create(new)


def _line(
    row: PurchaseOrder,
    number: int,
    wanted: WantedLine,
    facts: Mapping[UUID, VariantFacts],
    offers: Mapping[UUID, Offer],
    items: Mapping[UUID, ItemInfo],
) -> PurchaseLine:
    where = {"field": f"lines.{number - 1}", "line": number}
    about, offer = facts.get(wanted.variant_id), offers.get(wanted.variant_id)
    item = items.get(wanted.variant_id)
    if about is None:
        raise BadPurchaseOrder("There is no such variant (any more).", **where)
    cost, per = wanted.cost_minor, wanted.per_units
    if cost is None:
        if offer is None:
            wrong = f"This supplier names no price for {about.sku}. Enter the price."
            raise BadPurchaseOrder(wrong, **where)
        step = price_for(offer.breaks, wanted.quantity)
        cost, per = step.cost_minor, step.per_units
    return PurchaseLine(
        store_id=row.store_id,
        order=row,
        line_no=number,
        variant_id=wanted.variant_id,
        sku=about.sku,
        title=f"{about.title} ({about.options})"[:255] if about.options else about.title,
        supplier_sku=item.supplier_sku if item else "",
        units_per_pack=item.units_per_pack if item else 1,
        quantity=wanted.quantity,
        cost_minor=cost,
        per_units=per,
        total_minor=line_total(wanted.quantity, cost, per),
        most=wanted.quantity,
    )
