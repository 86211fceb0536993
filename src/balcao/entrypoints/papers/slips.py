"""Packing slips filled in from an order, what is set aside for it and the bins it lies in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from babel import Locale

from balcao.domains.customers.values import Address
from balcao.domains.inventory.queries import bins_holding, set_aside_for
from balcao.domains.inventory.values import BinLine, SetAside
from balcao.domains.orders.values import OrderLineView, OrderView
from balcao.domains.stores.values import StoreInfo
from balcao.entrypoints.papers.ink import locale_of
from balcao.entrypoints.papers.values import PackedLine, PackingSlip, Party

# More than a packer looks at, and more than the column holds.
MOST_BINS: Final = 3


def slip_of(order: OrderView, store: StoreInfo) -> PackingSlip:
    """The slip of an order's parcel, in the shopper's language; the day is the store's."""
    parts = set_aside_for(order.id)
    bins = bins_holding(store.id, {part.variant_id for part in parts})
    many = len({part.location_id for part in parts}) > 1
    return PackingSlip(
        number=order.number,
        language=order.locale,
        placed_on=order.placed_at.astimezone(ZoneInfo(store.time_zone)).date(),
        sender=Party(store.name, email=store.email),
        recipient=_recipient(order.address, order.locale),
        carrier=order.rate_name,
        lines=tuple(
            _line(line, [one for one in parts if one.line_no == line.line_no], bins, many=many)
            for line in order.lines
        ),
        gift_message=order.gift_message,
        note=order.note,
    )


def _line(
    line: OrderLineView, parts: list[SetAside], bins: dict[UUID, list[BinLine]], *, many: bool
) -> PackedLine:
    # Each part of a kit says where it lies beside itself, or nobody knows which bin is whose.
    parts_of_kit = [one for one in parts if one.variant_id != line.variant_id]
    inside = [f"{one.quantity} × {one.sku}: {_where(one, bins, many=many)}" for one in parts_of_kit]
    own = [one for one in parts if one not in parts_of_kit]
    return PackedLine(
        sku=line.sku,
        title=line.title,
        quantity=line.quantity,
        options="\n".join(_once([line.options, *inside])),
        bins="\n".join(_once(_where(one, bins, many=many) for one in own)),
    )


def _where(part: SetAside, bins: dict[UUID, list[BinLine]], *, many: bool) -> str:
    """The bins of a part at its place, the first to pick from first; the place without bins."""
    here = [one.bin for one in bins.get(part.variant_id, []) if one.location_id == part.location_id]
    codes = ", ".join(here[:MOST_BINS])
    if not codes:
        return part.location
    return f"{part.location}: {codes}" if many else codes


def _recipient(to: Address, language: str) -> Party:
    area = ", ".join(part for part in (to.city, to.region) if part)
    country = Locale.parse(locale_of(language)).territories.get(to.country, to.country)
    rows = (to.line1, to.line2, to.district, area, to.postal_code, country)
    return Party(to.name, tuple(row for row in rows if row), phone=to.phone)


def _once(texts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(text for text in texts if text))
