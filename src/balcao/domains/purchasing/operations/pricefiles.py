"""Supplier price files: looked at first, then put in force as a whole or not at all."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import PurePath
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from balcao.domains.catalog.queries import facts_of, variants_by_sku
from balcao.domains.purchasing.errors import (
    PriceFileApplied,
    PriceFileHasProblems,
    PriceFileStale,
    PriceFileTooLarge,
)
from balcao.domains.purchasing.locks import lock_price_file
from balcao.domains.purchasing.models import PriceFile, Supplier, SupplierItem, SupplierPrice
from balcao.domains.purchasing.operations.suppliers import supplier_of, write_item
from balcao.domains.purchasing.queries.suppliers import prices_now
from balcao.domains.purchasing.rules.pricefile import MAX_BYTES, read_price_file
from balcao.domains.purchasing.rules.pricematch import Known, match
from balcao.domains.purchasing.values.prices import PriceProblem, PriceRow, PriceStep
from balcao.domains.purchasing.values.suppliers import ItemEdit

APPLIED: Final = PriceFile.State.APPLIED


@dataclass(frozen=True, slots=True)
class _Plan:
    steps: tuple[PriceStep, ...]
    problems: tuple[PriceProblem, ...]
    rows: tuple[tuple[PriceRow, UUID], ...]
    count: int


@transaction.atomic
def plan_price_file(
    *,
    store_id: int,
    supplier_id: UUID,
    file_name: str,
    content: bytes,
    valid_from: datetime,
    actor: str,
    now: datetime,
) -> UUID:
    """Read a price file and keep what it would do; nothing is changed. Returns the file's id.

    :raises NoSuchSupplier: there is none with this id in this store.
    :raises PriceFileTooLarge: more bytes or rows than are read at once.
    :raises UnreadablePriceFile: not CSV text with the needed columns.
    """
    if len(content) > MAX_BYTES:
        raise PriceFileTooLarge(limit_bytes=MAX_BYTES)
    supplier = supplier_of(store_id, supplier_id)
    plan = _plan(supplier, content, valid_from)
    shown = "".join(sign for sign in PurePath(file_name).name if sign.isprintable())
    row = PriceFile(
        store_id=store_id,
        supplier=supplier,
        file_name=shown[:255] or "prices.csv",
        content=content,
        valid_from=valid_from,
        actor=actor,
        created_at=now,
    )
    _keep(row, plan)
    return row.pk


def apply_price_file(*, file_id: UUID, actor: str, now: datetime) -> None:
    """Put the prices in force: all of them or none, once.

    :raises NoSuchPriceFile: there is none with this id.
    :raises PriceFileApplied: that was done before.
    :raises PriceFileHasProblems: cells must be repaired first.
    :raises PriceFileStale: the supplier's offers were changed meanwhile; a new dry run was kept.
    """
    if not _apply(file_id, actor, now):
        raise PriceFileStale(id=str(file_id))


@transaction.atomic
def _apply(file_id: UUID, actor: str, now: datetime) -> bool:
    """Whether the file was applied; when the shop has moved on, the new dry run is kept instead."""
    file = PriceFile.objects.filter(pk=file_id).first()
    if file is not None:
        supplier_of(file.store_id, file.supplier_id)  # the supplier is locked before its papers
    row = lock_price_file(file_id)
    if row.state == APPLIED:
        raise PriceFileApplied(id=str(file_id))
    plan = _plan(Supplier.objects.get(pk=row.supplier_id), bytes(row.content), row.valid_from)
    seen = [row.steps, row.problems]
    if seen != [_steps(plan), [asdict(one) for one in plan.problems]]:
        _keep(row, plan)
        return False
    if plan.problems:
        raise PriceFileHasProblems(problems=len(plan.problems))
    _write(row, plan, actor, now)
    row.state, row.applied_at = APPLIED, now
    row.save(update_fields=["state", "applied_at"])
    return True


def _plan(supplier: Supplier, content: bytes, valid_from: datetime) -> _Plan:
    reading = read_price_file(content, currency=supplier.currency)
    items = list(SupplierItem.objects.filter(supplier=supplier).order_by("pk"))
    prices = prices_now([item.pk for item in items], valid_from)
    facts = facts_of(supplier.store_id, [item.variant_id for item in items])
    known = [
        Known(
            variant_id=item.variant_id,
            sku=facts[item.variant_id].sku,
            supplier_sku=item.supplier_sku,
            units_per_pack=item.units_per_pack,
            minimum_quantity=item.minimum_quantity,
            lead_time_days=item.lead_time_days,
            price=prices[item.pk].breaks[0] if item.pk in prices else None,
            has_breaks=item.pk in prices and len(prices[item.pk].breaks) > 1,
        )
        for item in items
        if item.variant_id in facts
    ]
    by_sku = variants_by_sku(supplier.store_id, [row.sku for row in reading.rows if row.sku])
    matched = match(reading.rows, known, by_sku)
    problems = sorted((*reading.problems, *matched.problems), key=lambda one: one.line)
    return _Plan(matched.steps, tuple(problems), matched.rows, reading.count)


def _keep(row: PriceFile, plan: _Plan) -> None:
    row.rows = plan.count
    row.counts = dict(Counter(step.kind for step in plan.steps))
    row.problems = [asdict(one) for one in plan.problems]
    row.steps = _steps(plan)
    row.save()


def _steps(plan: _Plan) -> list[dict[str, Any]]:
    return [
        {
            "line": step.line,
            "kind": step.kind,
            "sku": step.sku,
            "supplier_sku": step.supplier_sku,
            "old": step.old.as_json() if step.old else None,
            "new": step.new.as_json(),
            "changes": list(step.changes),
        }
        for step in plan.steps
    ]


def _write(row: PriceFile, plan: _Plan, actor: str, now: datetime) -> None:
    kinds = {step.line: step for step in plan.steps}
    known = {
        item.variant_id: item
        for item in SupplierItem.objects.filter(
            supplier=row.supplier_id, variant_id__in=[variant for _, variant in plan.rows]
        )
    }
    prices = []
    for said, variant in plan.rows:
        step = kinds[said.line]
        if step.kind == "leave":
            continue
        item = known.get(variant) or SupplierItem(
            store_id=row.store_id, supplier_id=row.supplier_id, variant_id=variant
        )
        write_item(item, _edit(said, variant, item))
        if step.old != step.new:
            prices.append(_price(row, item, step, actor, now))
    SupplierPrice.objects.bulk_create(prices)


def _edit(said: PriceRow, variant: UUID, item: SupplierItem) -> ItemEdit:
    days = item.lead_time_days if said.lead_time_days is None else said.lead_time_days
    return ItemEdit(
        variant_id=variant,
        supplier_sku=said.supplier_sku or item.supplier_sku,
        units_per_pack=said.pack_size,
        minimum_quantity=said.minimum,
        lead_time_days=days,
        is_preferred=item.is_preferred,
        is_active=True,
    )


def _price(
    row: PriceFile, item: SupplierItem, step: PriceStep, actor: str, now: datetime
) -> SupplierPrice:
    return SupplierPrice(
        store_id=row.store_id,
        item=item,
        valid_from=row.valid_from,
        currency=row.supplier.currency,
        breaks=[step.new.as_json()],
        source=f"file:{row.file_name}"[:80],
        actor=actor,
        written_at=now,
    )
