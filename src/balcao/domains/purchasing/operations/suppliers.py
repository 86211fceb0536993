"""Changes to suppliers, to what they offer, and to how a store buys."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import IntegrityError, transaction

from balcao.domains.catalog.errors import NoSuchVariant
from balcao.domains.catalog.queries import facts_of
from balcao.domains.purchasing.errors import (
    BadBuyingPolicy,
    NoSuchSupplier,
    NoSuchSupplierItem,
    SupplierChanged,
    SupplierExists,
    SupplierSkuTaken,
)
from balcao.domains.purchasing.locks import lock_supplier
from balcao.domains.purchasing.models import BuyingPolicy, Supplier, SupplierItem, SupplierPrice
from balcao.domains.purchasing.rules.suppliers import check_breaks, check_item, check_supplier
from balcao.domains.purchasing.values.suppliers import Break, ItemEdit, SupplierEdit

MOST_PERCENT: Final = 50
MOST_MINOR: Final = 10**13


@transaction.atomic
def set_buying_policy(*, store_id: int, self_approval_minor: int, tolerance_percent: int) -> None:
    """Say how a store buys; amounts are minor units of the store's currency.

    :raises BadBuyingPolicy: a number out of range.
    """
    if not 0 <= self_approval_minor <= MOST_MINOR:
        raise BadBuyingPolicy("A threshold is not negative.", field="self_approval")
    if not 0 <= tolerance_percent <= MOST_PERCENT:
        raise BadBuyingPolicy(field="tolerance_percent")
    values = {"self_approval_minor": self_approval_minor, "tolerance_percent": tolerance_percent}
    BuyingPolicy.objects.update_or_create(store_id=store_id, defaults=values)


def create_supplier(*, store_id: int, edit: SupplierEdit, now: datetime) -> UUID:
    """Make a supplier and return its id.

    :raises BadSupplier: an entry is wrong; ``field`` says which.
    :raises SupplierExists: another supplier has this code.
    """
    clean = check_supplier(edit)
    row = Supplier(store_id=store_id, created_at=now, **asdict(clean))
    _save(row)
    return row.pk


@transaction.atomic
def change_supplier(
    *, store_id: int, supplier_id: UUID, edit: SupplierEdit, expected_version: int | None = None
) -> None:
    """Change a supplier. Orders that were approved keep what was agreed.

    :raises NoSuchSupplier: there is none with this id in this store.
    :raises SupplierChanged: somebody else changed it since ``expected_version``.
    :raises BadSupplier: an entry is wrong; ``field`` says which.
    :raises SupplierExists: another supplier has this code.
    """
    clean = check_supplier(edit)
    row = supplier_of(store_id, supplier_id)
    if expected_version is not None and row.version != expected_version:
        raise SupplierChanged(version=row.version)
    for name, value in asdict(clean).items():
        setattr(row, name, value)
    row.version += 1
    _save(row)


@transaction.atomic
def save_item(*, store_id: int, supplier_id: UUID, edit: ItemEdit) -> int:
    """Say what a supplier offers of a variant, or bring it up to date; returns the item's id.

    A variant has one preferred supplier at most: preferring this one ends that of another.

    :raises NoSuchSupplier: there is none with this id in this store.
    :raises NoSuchVariant: there is no such variant in this store.
    :raises BadSupplierItem: an entry is wrong; ``field`` says which.
    :raises SupplierSkuTaken: the supplier uses this code for another variant.
    """
    clean = check_item(edit)
    supplier = supplier_of(store_id, supplier_id)
    if clean.variant_id not in facts_of(store_id, [clean.variant_id]):
        raise NoSuchVariant(id=str(clean.variant_id))
    row = SupplierItem.objects.filter(supplier=supplier, variant_id=clean.variant_id).first()
    row = row or SupplierItem(supplier=supplier, store_id=store_id)
    write_item(row, clean)
    return row.pk


@transaction.atomic
def set_item_prices(
    *,
    store_id: int,
    supplier_id: UUID,
    item_id: int,
    breaks: Sequence[Break],
    valid_from: datetime,
    source: str,
    actor: str,
    now: datetime,
) -> None:
    """Write a new price list in the supplier's currency; older ones are kept with their dates.

    :raises NoSuchSupplier: there is none with this id in this store.
    :raises NoSuchSupplierItem: the supplier has no such item.
    :raises BadSupplierPrice: it does not begin at 1 unit, or a number is out of range.
    """
    clean = check_breaks(breaks)
    supplier = supplier_of(store_id, supplier_id)
    if not SupplierItem.objects.filter(pk=item_id, supplier=supplier).exists():
        raise NoSuchSupplierItem(id=item_id)
    SupplierPrice.objects.create(
        store_id=store_id,
        item_id=item_id,
        valid_from=valid_from,
        currency=supplier.currency,
        breaks=[one.as_json() for one in clean],
        source=source[:80],
        actor=actor,
        written_at=now,
    )


def supplier_of(store_id: int, supplier_id: UUID) -> Supplier:
    """A locked supplier of this store.

    :raises NoSuchSupplier: there is none with this id in this store.
    """
    row = lock_supplier(supplier_id)
    if row.store_id != store_id:
        raise NoSuchSupplier(id=str(supplier_id))
    return row


def write_item(row: SupplierItem, edit: ItemEdit) -> None:
    """Write a checked item, under the lock of its supplier.

    :raises SupplierSkuTaken: the supplier uses this code for another variant.
    :raises SupplierChanged: another supplier was preferred at this moment.
    """
    if edit.is_preferred:
        rivals = SupplierItem.objects.filter(
            store_id=row.store_id, variant_id=edit.variant_id, is_preferred=True
        )
        # One by one, so that the trail names each.
        for rival in rivals.exclude(pk=row.pk).order_by("pk"):
            rival.is_preferred = False
            rival.save(update_fields=["is_preferred"])
    for name, value in asdict(edit).items():
        setattr(row, name, value)
    row.version = row.version + 1 if row.pk else 1
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        if "supplier_sku_once" in str(error):
            raise SupplierSkuTaken(field="supplier_sku", supplier_sku=edit.supplier_sku) from None
        if "supplier_preferred_once" in str(error):  # another supplier, at this moment
            raise SupplierChanged(field="is_preferred") from None
        raise


def _save(row: Supplier) -> None:
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        if "supplier_code_once" in str(error):
            raise SupplierExists(field="code", code=row.code) from None
        raise
