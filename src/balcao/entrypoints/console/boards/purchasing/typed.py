"""Reading what was typed into the forms of buying."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import QueryDict

from balcao.domains.catalog.queries import variants_by_sku
from balcao.domains.purchasing.values.orders import LotIn, PurchaseOrderView, WantedLine
from balcao.entrypoints.console.boards.productform import money_of
from balcao.kernel.errors import Invalid

BLANK_ROWS: Final = 4
MOST_ROWS: Final = 200


@dataclass(frozen=True, slots=True)
class TypedLine:
    """One row of the form of an order, as typed; ``per`` says how many units the price is for."""

    sku: str = ""
    quantity: str = ""
    price: str = ""
    per: str = ""
    title: str = ""

    @property
    def is_blank(self) -> bool:
        """Whether nothing was typed."""
        return not (self.sku or self.quantity)


def whole(text: str, name: str) -> int:
    """A whole number as typed. :raises Invalid: it is not one."""
    given = text.strip()
    if not (given.isascii() and given.isdecimal()) or len(given) > 9:
        raise Invalid(f"{name.capitalize()}: “{given}” is not a whole number.", field=name)
    return int(given)


def units(text: str, name: str) -> int:
    """Units as typed, nothing for none. :raises Invalid: not a whole number."""
    return whole(text, name) if text.strip() else 0


def chosen(text: str) -> UUID:
    """What was chosen from a list. :raises Invalid: nothing was."""
    try:
        return UUID(text)
    except ValueError:
        raise Invalid("Choose a supplier first.", field="supplier") from None


def day_of(text: str, zone: str) -> datetime | None:
    """The end of a day of the store's calendar; None for nothing. :raises Invalid: not a day."""
    if not text.strip():
        return None
    try:
        day = date.fromisoformat(text.strip())
        return datetime.combine(day, time(18), ZoneInfo(zone)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise Invalid(f"“{text}” is not a day.", field="expected") from None


def typed_lines(post: QueryDict) -> list[TypedLine]:
    """The rows of the form, blank ones left out."""
    names = ("sku", "quantity", "price", "per")
    columns = [[text.strip() for text in post.getlist(name)][:MOST_ROWS] for name in names]
    longest = max(map(len, columns))
    padded = [column + [""] * (longest - len(column)) for column in columns]
    rows = [TypedLine(*cells) for cells in zip(*padded, strict=True)]
    return [row for row in rows if not row.is_blank]


def lines_of(order: PurchaseOrderView) -> list[TypedLine]:
    """The lines of a draft, as the form shows them."""
    return [
        TypedLine(
            line.sku, str(line.quantity), str(line.cost.major), str(line.per_units), line.title
        )
        for line in order.lines
    ]


def wanted_lines(store_id: int, rows: list[TypedLine], currency: str) -> list[WantedLine]:
    """What the rows ask for. :raises Invalid: a cell cannot be read; it names the row."""
    known = variants_by_sku(store_id, [row.sku for row in rows])
    return [_wanted(place, row, known, currency) for place, row in enumerate(rows, start=1)]


def _wanted(place: int, row: TypedLine, known: Mapping[str, UUID], currency: str) -> WantedLine:
    variant = known.get(row.sku)
    if variant is None:
        raise Invalid(f"Row {place}: there is no product with the SKU “{row.sku}”.", field="sku")
    quantity = whole(row.quantity, f"row {place}, quantity")
    per = whole(row.per, f"row {place}, price for") if row.per else 1
    cost = money_of(row.price, currency).minor if row.price else None
    return WantedLine(variant, quantity, cost, per)


def lots_of(text: str) -> tuple[LotIn, ...]:
    """Lots, one a line: code, units (1 without), day of expiry. :raises Invalid: unreadable."""
    return tuple(_lots(text))


def _lots(text: str) -> Iterator[LotIn]:
    for line in text.splitlines():
        parts = [part.strip() for part in line.replace("\t", ";").split(";")]
        if not parts[0]:
            continue
        count = whole(parts[1], "units of the lot") if len(parts) > 1 and parts[1] else 1
        try:
            expires = date.fromisoformat(parts[2]) if len(parts) > 2 and parts[2] else None
        except ValueError:
            raise Invalid(f"“{parts[2]}” is not a day; write 2027-01-31.", field="lots") from None
        yield LotIn(parts[0], count, expires)
