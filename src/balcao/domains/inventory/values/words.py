"""The words of the stock room: kinds of places, of telling apart, of valuing, of reasons."""

from __future__ import annotations

from enum import StrEnum


class LocationKind(StrEnum):
    """What sort of place it is. Goods in transit or under inspection are not sold from."""

    WAREHOUSE = "warehouse"
    SHOP = "shop"
    DROPSHIP = "dropship"
    TRANSIT = "transit"
    QUARANTINE = "quarantine"


class Tracking(StrEnum):
    """How closely the units of a variant are told apart."""

    NONE = "none"
    LOT = "lot"
    SERIAL = "serial"


class Selling(StrEnum):
    """What happens to a purchase of a variant that is not in stock."""

    DENY = "deny"
    BACKORDER = "backorder"
    PREORDER = "preorder"


class Valuation(StrEnum):
    """How units are valued: by weighted average cost, or first in, first out (IAS 2, 25)."""

    AVERAGE = "average"
    FIFO = "fifo"


class Reason(StrEnum):
    """Why a level changed."""

    RECEIVED = "received"
    RECEIPT_REVERSED = "receipt_reversed"
    COUNTED = "counted"
    IMPORTED = "imported"
    SHIPPED = "shipped"
    RESTOCKED = "restocked"
    DAMAGED = "damaged"
    REPAIRED = "repaired"
    SCRAPPED = "scrapped"
    LOST = "lost"
    FOUND = "found"
    STOLEN = "stolen"
    SAMPLE = "sample"
    EXPIRED = "expired"
    CORRECTED = "corrected"
    TRANSFERRED = "transferred"
    SUPPLIER_RETURN = "supplier_return"
    REVALUED = "revalued"
