"""The row locks of this domain: settings first, then rows in the order of the primary key."""

from __future__ import annotations

from typing import TypeVar

from balcao.domains.pricing.errors import NoSuchTaxRow
from balcao.domains.pricing.models import TaxExemption, TaxRate, TaxSettings, TaxZone

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
