"""What is shown to those who got a quote or a link to pay."""

from __future__ import annotations

from dataclasses import dataclass

from balcao.entrypoints.storefront.viewmodels.paying import PayPanel
from balcao.entrypoints.storefront.viewmodels.purchase import Line, Pick, Sum


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotePage:
    """A quote that can be accepted; ``until`` is the last moment, in the store's time."""

    number: str
    until: str
    note: str
    lines: tuple[Line, ...]
    sums: tuple[Sum, ...]
    total: str
    included: tuple[Sum, ...]
    address: tuple[str, ...]
    shipping: str
    payments: tuple[Pick, ...]
    version: int
    idempotency_key: str
    message: str = ""
    arrival: str = ""
    paid: tuple[Sum, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OwedPage:
    """What is owed and how it came about, and how it can be paid."""

    title: str
    lead: str
    owed: str
    sums: tuple[Sum, ...]
    panel: PayPanel
