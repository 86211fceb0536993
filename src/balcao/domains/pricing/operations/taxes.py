"""Settings, zones, rates and exemptions. Each write names the version that was seen."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, TypeVar

from django.db import IntegrityError, transaction

from balcao.domains.pricing import models as rows
from balcao.domains.pricing.errors import BadTax, TaxChanged
from balcao.domains.pricing.locks import lock_tax_row, lock_tax_settings
from balcao.domains.pricing.operations.revision import rules_changed
from balcao.domains.pricing.ports import calculator
from balcao.domains.pricing.rules.taxchecks import (
    check_exemption,
    check_rate,
    check_settings,
    check_zone,
)
from balcao.domains.pricing.values import TaxExemption, TaxRate, TaxSettings, TaxZone

Kind = TypeVar("Kind", TaxZone, TaxRate, TaxExemption)
Row = TypeVar("Row", rows.TaxZone, rows.TaxRate, rows.TaxExemption)


@transaction.atomic
def save_tax_settings(*, store_id: int, settings: TaxSettings) -> TaxSettings:
    """Decide anew how taxes are reckoned; orders that were placed stay as they are.

    :raises BadTax: something cannot be accepted; ``field`` says what.
    :raises NoSuchTaxCalculator: the calculator is not installed.
    :raises TaxChanged: somebody else changed the settings in the meantime.
    """
    check_settings(settings)
    calculator(settings.calculator)
    row = lock_tax_settings(store_id)
    if row.version != settings.version:
        raise TaxChanged(version=row.version)
    saved = replace(settings, version=settings.version + 1)
    for name in TaxSettings.__dataclass_fields__:
        setattr(row, name, getattr(saved, name))
    row.save()
    rules_changed(store_id=store_id)
    return saved


@transaction.atomic
def save_tax_zone(*, store_id: int, zone: TaxZone) -> TaxZone:
    """Make a zone, or change one.

    :raises BadTax: something cannot be accepted, or another zone has this code.
    :raises TaxChanged: somebody else changed it in the meantime.
    :raises NoSuchTaxRow: it is gone.
    """
    check_zone(zone)
    return _save(rows.TaxZone, store_id, replace(zone, postal_codes=tuple(zone.postal_codes)))


@transaction.atomic
def save_tax_rate(*, store_id: int, rate: TaxRate) -> TaxRate:
    """Make a rate, or change one; a table that is loaded again then leaves it as it is.

    Rates of one zone, class and priority may overlap in time: the one that started last holds.

    :raises BadTax: something cannot be accepted, or the same zone has another rate of this class
        and priority that starts at the same moment.
    :raises TaxChanged: somebody else changed it in the meantime.
    :raises NoSuchTaxRow: the rate or its zone is gone.
    """
    check_rate(rate)
    lock_tax_row(rows.TaxZone, store_id, rate.zone_id)
    known = rows.TaxRate.objects.filter(pk=rate.id, store_id=store_id) if rate.id else None
    table = known.values_list("table", flat=True).first() if known is not None else ""
    return _save(rows.TaxRate, store_id, replace(rate, is_edited=True, table=table or ""))


@transaction.atomic
def save_tax_exemption(*, store_id: int, exemption: TaxExemption) -> TaxExemption:
    """Tax a buyer no more, or say so differently.

    The check of a tax number is of its form only; no register is asked.

    :raises BadTax: something cannot be accepted, or the buyer has one for this country already.
    :raises TaxChanged: somebody else changed it in the meantime.
    :raises NoSuchTaxRow: it is gone.
    """
    tidy = replace(exemption, email=exemption.email.strip().lower())
    check_exemption(tidy)
    return _save(rows.TaxExemption, store_id, tidy)


@transaction.atomic
def delete_tax_zone(*, store_id: int, zone_id: int, version: int) -> None:
    """Remove a zone with its rates.

    :raises TaxChanged: somebody else changed it. :raises NoSuchTaxRow: it is gone.
    """
    _delete(rows.TaxZone, store_id, zone_id, version)


@transaction.atomic
def delete_tax_rate(*, store_id: int, rate_id: int, version: int) -> None:
    """Remove a rate. One that a table brought comes back when the table is loaded again.

    :raises TaxChanged: somebody else changed it. :raises NoSuchTaxRow: it is gone.
    """
    _delete(rows.TaxRate, store_id, rate_id, version)


@transaction.atomic
def delete_tax_exemption(*, store_id: int, exemption_id: int, version: int) -> None:
    """Tax a buyer again.

    :raises TaxChanged: somebody else changed it. :raises NoSuchTaxRow: it is gone.
    """
    _delete(rows.TaxExemption, store_id, exemption_id, version)


def _save(model: type[Row], store_id: int, said: Kind) -> Kind:
    columns: dict[str, Any] = {
        name: getattr(said, name) for name in said.__dataclass_fields__ if name != "id"
    }
    if "postal_codes" in columns:
        columns["postal_codes"] = list(columns["postal_codes"])
    columns["version"] = said.version + 1
    if said.id is None:
        row = model(store_id=store_id, **columns)
    else:
        row = _seen(model, store_id, said.id, said.version)
        for name, value in columns.items():
            setattr(row, name, value)
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise BadTax("There is one like this already; change that one.", field="code") from error
    rules_changed(store_id=store_id)
    return replace(said, id=row.pk, version=said.version + 1)


def _delete(model: type[Row], store_id: int, row_id: int, version: int) -> None:
    _seen(model, store_id, row_id, version).delete()
    rules_changed(store_id=store_id)


def _seen(model: type[Row], store_id: int, row_id: int, version: int) -> Row:
    row = lock_tax_row(model, store_id, row_id)
    if row.version != version:
        raise TaxChanged(version=row.version)
    return row
