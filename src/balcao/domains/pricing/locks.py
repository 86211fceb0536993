"""The row locks of this domain.

Taxes: settings first, then rows in the order of the primary key. Prices: list, repricing, scheduled
price, then prices in the order of their variants.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from balcao.domains.pricing.errors import (
    NoSuchPriceList,
    NoSuchRepricing,
    NoSuchSchedule,
    NoSuchTaxRow,
)
from balcao.domains.pricing.models import (
    Price,
    PriceList,
    Repricing,
    ScheduledPrice,
    TaxExemption,
    TaxRate,
    TaxSettings,
    TaxZone,
)

Row = TypeVar("Row", TaxZone, TaxRate, TaxExemption)


def lock_tax_settings(store_id: int) -> TaxSettings:
    """Hold the tax settings of a store until commit; made with the defaults if never saved."""
    TaxSettings.objects.bulk_create([TaxSettings(store_id=store_id)], ignore_conflicts=True)
    return TaxSettings.objects.select_for_update().get(pk=store_id)


def lock_tax_row(model: type[Row], store_id: int, row_id: int) -> Row:
    """Hold a zone, rate or exemption until commit.

    :raises NoSuchTaxRow: there is none with this id in this store.
    """
    rows = model.objects.select_for_update()
    row = rows.filter(pk=row_id, store_id=store_id).first()
    if row is None:
        raise NoSuchTaxRow(id=row_id)
    return row


def lock_list(store_id: int, list_id: UUID) -> PriceList:
    """Hold one list until commit. :raises NoSuchPriceList: there is none in this store."""
    found = PriceList.objects.select_for_update().filter(store_id=store_id, pk=list_id).first()
    if found is None:
        raise NoSuchPriceList
    return found


def lock_repricing(store_id: int, repricing_id: UUID) -> Repricing:
    """Hold one repricing until commit. :raises NoSuchRepricing: there is none in this store."""
    rows = Repricing.objects.select_for_update().filter(store_id=store_id, pk=repricing_id)
    found = rows.first()
    if found is None:
        raise NoSuchRepricing
    return found


def lock_schedule(store_id: int, schedule_id: UUID) -> ScheduledPrice:
    """Hold one scheduled price until commit. :raises NoSuchSchedule: there is none here."""
    rows = ScheduledPrice.objects.select_for_update().filter(store_id=store_id, pk=schedule_id)
    found = rows.first()
    if found is None:
        raise NoSuchSchedule
    return found


def lock_due(now: datetime, most: int) -> list[ScheduledPrice]:
    """Hold some prices that are due and that nobody else holds, the earliest first."""
    rows = ScheduledPrice.objects.select_for_update(skip_locked=True)
    due = rows.filter(status="waiting", due_at__lte=now)
    return list(due.order_by("due_at", "id")[:most])


def lock_prices(store_id: int, currency: str, variant_ids: Collection[UUID]) -> list[Price]:
    """Hold the base prices of these variants until commit, always in the order of variants."""
    rows = Price.objects.select_for_update().filter(store_id=store_id, currency=currency)
    return list(rows.filter(variant_id__in=list(variant_ids)).order_by("variant_id"))
