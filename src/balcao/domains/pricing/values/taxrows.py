"""What a store keeps about its taxes. Rates in parts per million, times aware UTC."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from balcao.domains.pricing.values.taxes import Elsewhere, RoundBy, RoundMode

CLASSES = ("standard", "reduced", "reduced_low", "super_reduced", "zero", "exempt")
"""The classes that every store knows; a store may use others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxSettings:
    """How a store reckons its taxes; ``version`` is the one that was seen, 0 if never saved."""

    prices_include_tax: bool = True
    round_by: RoundBy = RoundBy.LINE
    round_mode: RoundMode = RoundMode.HALF_UP
    elsewhere: Elsewhere = Elsewhere.KEEP_GROSS
    shipping_class: str = ""
    calculator: str = "tables"
    origin_country: str = ""
    origin_region: str = ""
    origin_postal_code: str = ""
    reverse_charge: bool = True
    version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxZone:
    """Where rates hold; ``code`` is the jurisdiction. ``version`` is the one seen, 0 for a new one.

    Postal codes are whole (``H2X 1Y4``), prefixes (``75*``) or ranges (``90210..90220``).
    """

    code: str
    name: str
    country: str = ""
    region: str = ""
    postal_codes: tuple[str, ...] = ()
    id: int | None = None
    version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxRate:
    """A rate of a zone for a class. ``version`` is the one that was seen, 0 for a new one."""

    zone_id: int
    tax_class: str
    name: str
    rate_ppm: int
    priority: int = 1
    is_compound: bool = False
    is_inside: bool = False
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    source: str = ""
    source_date: date | None = None
    table: str = ""
    is_edited: bool = False
    id: int | None = None
    version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxExemption:
    """A buyer who pays no tax. ``version`` is the one that was seen, 0 for a new one."""

    email: str
    reason: str
    tax_id: str = ""
    country: str = ""
    until: datetime | None = None
    id: int | None = None
    version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """A rate as a table says it; days begin and end in the time zone of the store."""

    zone: str
    zone_name: str
    country: str
    region: str
    tax_class: str
    name: str
    rate_ppm: int
    starts_on: date | None
    ends_on: date | None
    is_inside: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxTable:
    """Rates that come with the product, with their source and date."""

    code: str
    title: str
    source: str
    source_date: date
    note: str
    rows: tuple[TableRow, ...]


@dataclass(frozen=True, slots=True)
class Loaded:
    """What loading a table did: rates made, brought up to date, and left as people set them."""

    added: int
    updated: int
    kept: int


class Difference(StrEnum):
    """What loading a table would do with one of its rates."""

    NEW = "new"
    CHANGED = "changed"
    KEPT = "kept"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class TableChange:
    """A row of a table beside the rate that the store has (parts per million), if it has one."""

    row: TableRow
    what: Difference
    now_ppm: int | None
