"""What a supplier and its offers must be. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Any, Final

from babel import Locale
from babel.numbers import list_currencies
from stdnum import get_cc_module
from stdnum.exceptions import ValidationError

from balcao.domains.purchasing.errors import BadSupplier, BadSupplierItem, BadSupplierPrice
from balcao.domains.purchasing.values.suppliers import Break, ItemEdit, SupplierEdit

CODE: Final = re.compile(r"[a-z0-9]+([-_][a-z0-9]+)*")
MAIL: Final = re.compile(r"[^@\s,;<>]+@[^@\s.,;<>]+(\.[^@\s.,;<>]+)+")
LANGUAGE: Final = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z]{2,4})?")
LENGTHS: Final = {
    "code": 40, "name": 120, "email": 254, "phone": 40, "language": 10, "address": 500,
    "tax_id": 40, "payment_terms": 120, "note": 2000,
}  # fmt: skip
LINES: Final = ("address", "note")
# Regions and placeholders among the territories of CLDR that are no countries of ISO 3166-1.
NO_COUNTRIES: Final = {
    "AC",
    "CP",
    "CQ",
    "DG",
    "EA",
    "EU",
    "EZ",
    "IC",
    "QO",
    "TA",
    "UN",
    "XA",
    "XB",
    "ZZ",
}
MOST_DAYS: Final = 730
MOST_MINOR: Final = 10**13
MOST_UNITS: Final = 10_000_000
MOST_BREAKS: Final = 20


@cache
def _currencies() -> frozenset[str]:
    return frozenset(list_currencies())


@cache
def _countries() -> frozenset[str]:
    codes = map(str, Locale("en").territories)
    return frozenset(c for c in codes if len(c) == 2 and c.isalpha()) - NO_COUNTRIES


def check_supplier(edit: SupplierEdit) -> SupplierEdit:
    """The supplier as it is stored: trimmed, the tax id as its country writes it.

    :raises BadSupplier: ``field`` says which entry is wrong.
    """
    clean = _trimmed(edit)
    for field, most in LENGTHS.items():
        text = str(getattr(clean, field))
        flat = text.replace("\n", " ") if field in LINES else text
        if len(text) > most or not flat.isprintable():
            raise BadSupplier(f"{field} has at most {most} printable characters.", field=field)
    if not CODE.fullmatch(clean.code):
        raise BadSupplier("A code has small letters, digits and hyphens.", field="code")
    if not clean.name:
        raise BadSupplier("Give the supplier a name.", field="name")
    if clean.currency not in _currencies():
        raise BadSupplier(f"“{clean.currency}” is no ISO 4217 currency.", field="currency")
    if clean.country and clean.country not in _countries():
        raise BadSupplier(f"“{clean.country}” is no ISO 3166 country.", field="country")
    if clean.email and not MAIL.fullmatch(clean.email):
        raise BadSupplier(f"“{clean.email}” is not one mail address.", field="email")
    if not LANGUAGE.fullmatch(clean.language):
        raise BadSupplier("A language is a code such as en or pt-br.", field="language")
    _check_numbers(clean)
    return replace(clean, tax_id=check_tax_id(clean.tax_id, clean.country))


def _trimmed(edit: SupplierEdit) -> SupplierEdit:
    texts: dict[str, Any] = {name: str(getattr(edit, name)).strip() for name in LENGTHS}
    texts |= {name: texts[name].replace("\r\n", "\n") for name in LINES}
    return replace(
        edit,
        **texts,
        currency=edit.currency.strip().upper(),
        country=edit.country.strip().upper(),
    )


def _check_numbers(edit: SupplierEdit) -> None:
    for field in ("payment_days", "lead_time_days"):
        if not 0 <= getattr(edit, field) <= MOST_DAYS:
            raise BadSupplier(f"{field} is between 0 and {MOST_DAYS} days.", field=field)
    if not 0 <= edit.minimum_minor <= MOST_MINOR:
        raise BadSupplier("A minimum order value is not negative.", field="minimum")


def check_tax_id(tax_id: str, country: str) -> str:
    """A tax number as its country writes it; untouched where the country's rule is not known.

    The rules are those of python-stdnum (such as CNPJ in Brazil, VAT numbers in the EU).

    :raises BadSupplier: the check digits or the length are wrong.
    """
    rule = get_cc_module(country.lower(), "vat") if tax_id and country else None
    if rule is None:
        return tax_id
    try:
        number = rule.validate(tax_id)
    except ValidationError as error:
        wrong = f"“{tax_id}” is no tax number of {country}: {str(error).rstrip('.').lower()}."
        raise BadSupplier(wrong, field="tax_id") from None
    shown = getattr(rule, "format", str)(number)
    return str(shown)


def check_item(edit: ItemEdit) -> ItemEdit:
    """An offer as it is stored.

    :raises BadSupplierItem: ``field`` says which entry is wrong.
    """
    clean = replace(edit, supplier_sku=edit.supplier_sku.strip())
    if len(clean.supplier_sku) > 120 or not clean.supplier_sku.isprintable():
        raise BadSupplierItem("A code has at most 120 printable characters.", field="supplier_sku")
    for field in ("units_per_pack", "minimum_quantity"):
        if not 1 <= getattr(clean, field) <= MOST_UNITS:
            raise BadSupplierItem(f"{field} is at least 1 unit.", field=field)
    if clean.lead_time_days is not None and not 0 <= clean.lead_time_days <= MOST_DAYS:
        wrong = f"A lead time is between 0 and {MOST_DAYS} days."
        raise BadSupplierItem(wrong, field="lead_time_days")
    return clean


def check_breaks(breaks: Sequence[Break]) -> tuple[Break, ...]:
    """A price list as it is stored, by rising quantity.

    :raises BadSupplierPrice: it does not begin at 1, names a quantity twice, or has a number out
        of range.
    """
    rising = tuple(sorted(breaks, key=lambda one: one.from_quantity))
    if not rising or rising[0].from_quantity != 1 or len(rising) > MOST_BREAKS:
        raise BadSupplierPrice(f"Begin at 1 unit; at most {MOST_BREAKS} steps.", field="prices")
    if len({one.from_quantity for one in rising}) != len(rising):
        raise BadSupplierPrice("A quantity is named twice.", field="prices")
    for one in rising:
        is_fine = one.from_quantity <= MOST_UNITS and 1 <= one.per_units <= MOST_UNITS
        if not is_fine or not 0 <= one.cost_minor <= MOST_MINOR:
            raise BadSupplierPrice(field="prices")
    return rising


def price_for(breaks: Sequence[Break], quantity: int) -> Break:
    """The step of a checked price list that counts for a quantity."""
    return max(
        (one for one in breaks if one.from_quantity <= quantity),
        key=lambda one: one.from_quantity,
        default=breaks[0],
    )


def orderable(wanted: int, *, units_per_pack: int, minimum_quantity: int) -> int:
    """What to order so that at least ``wanted`` come: whole packs, not below the minimum."""
    least = max(wanted, minimum_quantity)
    return -(-least // units_per_pack) * units_per_pack
