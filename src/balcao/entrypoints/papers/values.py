"""What papers say. Everything is ready to be read: papers look nothing up and add nothing up.

Money is what is printed, in its own currency; dates are dates of the shop's time zone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from balcao.kernel.money import Money


@dataclass(frozen=True, slots=True)
class ProductLabel:
    """One label, printed ``copies`` times. Without a barcode the SKU is what a scanner reads."""

    title: str
    sku: str
    options: str = ""
    barcode: str = ""
    price: Money | None = None
    copies: int = 1


@dataclass(frozen=True, slots=True)
class BinLabel:
    """The label of a shelf, drawer or floor space."""

    code: str
    location: str
    copies: int = 1


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody named on a paper; ``lines`` is the address and whatever else belongs below."""

    name: str
    lines: tuple[str, ...] = ()
    tax_id: str = ""
    email: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class OrderedLine:
    """One line of a purchase order. ``supplier_sku`` is the supplier's own code of the article.

    ``unit_price`` is for each ``per_units`` units; ``note`` says more, such as how it is packed.
    """

    sku: str
    title: str
    quantity: int
    unit_price: Money
    total: Money
    supplier_sku: str = ""
    options: str = ""
    per_units: int = 1
    note: str = ""
    expected_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PurchaseOrderPaper:
    """A purchase order as the supplier gets it, in ``language`` (pt-br or en).

    ``is_draft`` prints it as a draft that orders nothing. ``amounts`` are further lines of the
    total, such as freight, in the words of the paper's language.
    """

    number: str
    language: str
    ordered_on: date
    buyer: Party
    supplier: Party
    deliver_to: Party
    lines: tuple[OrderedLine, ...]
    subtotal: Money
    total: Money
    amounts: tuple[tuple[str, Money], ...] = ()
    expected_on: date | None = None
    terms: str = ""
    note: str = ""
    is_draft: bool = False


@dataclass(frozen=True, slots=True)
class PackedLine:
    """One line of a parcel; ``bins`` says where to take it from."""

    sku: str
    title: str
    quantity: int
    options: str = ""
    bins: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PackingSlip:
    """What lies in a parcel, and where it goes. ``language`` is pt-br or en.

    ``gift_message`` is to be laid in for who gets the parcel; ``note`` is what the shopper wrote
    to the shop. Neither is printed when there is none.
    """

    number: str
    language: str
    placed_on: date
    sender: Party
    recipient: Party
    carrier: str
    lines: tuple[PackedLine, ...]
    gift_message: str = ""
    note: str = ""
