"""Which item a row of a price file means, and what it changes. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from balcao.domains.purchasing.rules.pricefile import is_slip
from balcao.domains.purchasing.values.prices import PriceProblem, PriceRow, PriceStep
from balcao.domains.purchasing.values.suppliers import Break


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """An item that the supplier offers already; ``price`` is the first step of its list."""

    variant_id: UUID
    sku: str
    supplier_sku: str
    units_per_pack: int
    minimum_quantity: int
    lead_time_days: int | None
    price: Break | None
    has_breaks: bool = False


@dataclass(frozen=True, slots=True)
class Matched:
    """What the rows do, and what is wrong with those that match nothing."""

    steps: tuple[PriceStep, ...]
    problems: tuple[PriceProblem, ...]
    rows: tuple[tuple[PriceRow, UUID], ...]


def match(rows: Sequence[PriceRow], known: Sequence[Known], by_sku: Mapping[str, UUID]) -> Matched:
    """Find the item of each row: by the supplier's own code first, else by our SKU."""
    theirs = {item.supplier_sku: item for item in known if item.supplier_sku}
    ours = {item.variant_id: item for item in known}
    steps, problems, meant = [], list[PriceProblem](), list[tuple[PriceRow, UUID]]()
    seen: dict[UUID, int] = {}
    for row in rows:
        found = list(_wrong(row, theirs, by_sku))
        variant = _variant(row, theirs, by_sku)
        if variant is not None:
            found += _twice(row, variant, seen)
            found += _slips(row, ours.get(variant))
        problems += found
        if variant is not None and not found:
            steps.append(_step(row, ours.get(variant)))
            meant.append((row, variant))
    return Matched(tuple(steps), tuple(problems), tuple(meant))


def _variant(row: PriceRow, theirs: Mapping[str, Known], by_sku: Mapping[str, UUID]) -> UUID | None:
    item = theirs.get(row.supplier_sku)
    return item.variant_id if item else by_sku.get(row.sku)


def _wrong(
    row: PriceRow, theirs: Mapping[str, Known], by_sku: Mapping[str, UUID]
) -> Iterator[PriceProblem]:
    item = theirs.get(row.supplier_sku)
    if row.sku and row.sku not in by_sku:
        yield PriceProblem(
            row.line, "sku", f"There is no product with the SKU “{row.sku}”.",
            "Write the SKU as the shop has it, or make the product first.",
        )  # fmt: skip
    elif item is None and not row.sku:
        yield PriceProblem(
            row.line, "supplier_sku", f"“{row.supplier_sku}” is not known of this supplier.",
            "Add the column sku with our own code, so that we know what it is.",
        )  # fmt: skip
    elif item is not None and row.sku and by_sku[row.sku] != item.variant_id:
        yield PriceProblem(
            row.line, "sku", f"“{row.supplier_sku}” is {item.sku} here, not {row.sku}.",
            "Correct one of the two codes.",
        )  # fmt: skip


def _twice(row: PriceRow, variant: UUID, seen: dict[UUID, int]) -> Iterator[PriceProblem]:
    first = seen.setdefault(variant, row.line)
    if first != row.line:
        yield PriceProblem(
            row.line, "", f"The row means the same product as row {first}.", "Keep one of the two."
        )


def _slips(row: PriceRow, item: Known | None) -> Iterator[PriceProblem]:
    if item is None or item.price is None:
        return
    old, new = item.price, (row.cost_minor, row.per_units)
    if item.has_breaks:
        yield PriceProblem(
            row.line, "cost", f"{item.sku} has prices by quantity, which a file cannot say.",
            "Change this one on its own page, and take the row out.",
        )  # fmt: skip
    if is_slip((old.cost_minor, old.per_units), new):
        yield PriceProblem(
            row.line, "unit",
            f"{item.sku} would cost five times as much as now, or a fifth of it.",
            "Is the price for one, or for a pack? Correct unit and pack_size. If it is right, "
            "change this one on its own page, and take the row out.",
        )  # fmt: skip


def _step(row: PriceRow, item: Known | None) -> PriceStep:
    new = Break(1, row.cost_minor, row.per_units)
    old = item.price if item else None
    changes = tuple(_changes(row, item)) if item else ()
    kind = "create" if item is None else "change" if changes or old != new else "leave"
    return PriceStep(
        line=row.line,
        kind=kind,
        sku=item.sku if item else row.sku,
        supplier_sku=row.supplier_sku or (item.supplier_sku if item else ""),
        old=old,
        new=new,
        changes=changes,
    )


def _changes(row: PriceRow, item: Known) -> Iterator[str]:
    if row.supplier_sku and row.supplier_sku != item.supplier_sku:
        yield f"supplier_sku {item.supplier_sku or 'none'} → {row.supplier_sku}"
    if row.pack_size != item.units_per_pack:
        yield f"pack_size {item.units_per_pack} → {row.pack_size}"
    if row.minimum != item.minimum_quantity:
        yield f"minimum {item.minimum_quantity} → {row.minimum}"
    if row.lead_time_days is not None and row.lead_time_days != item.lead_time_days:
        yield f"lead_time_days {item.lead_time_days} → {row.lead_time_days}"
