"""Undoing: the shop exactly as it was, or a refusal that names what stands against it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import ProtectedError

from balcao.domains.catalog.operations import delete_rows, hold_products, save_rows
from balcao.domains.catalog.queries import rows_by_id
from balcao.domains.imports.errors import BeingApplied, CannotUndo, FileHasProblems
from balcao.domains.imports.locks import hold_imports_of, lock_run, try_hold_work
from balcao.domains.imports.models import ImportPaper, ImportRun
from balcao.domains.imports.operations.snapshots import snapshot_now
from balcao.domains.imports.operations.writing import Job, write_stock
from balcao.domains.imports.queries import run_by_id
from balcao.domains.imports.rules.packing import unpack
from balcao.domains.imports.rules.undoing import (
    additions_to,
    created_ids,
    renamed_ids,
    what_changed_since,
)
from balcao.domains.imports.states import check_move
from balcao.domains.imports.values.papers import Snapshot
from balcao.domains.imports.values.runs import RunInfo, RunState
from balcao.domains.inventory.operations import hold_levels, remove_empty_levels
from balcao.domains.inventory.queries import (
    committed_variants,
    default_location,
    variants_elsewhere,
)
from balcao.domains.inventory.values import Count
from balcao.domains.pricing.operations import delete_prices, save_price_rows
from balcao.domains.stores.queries import store_by_id

SHOWN = 10


@dataclass(frozen=True, slots=True)
class _Papers:
    before: Snapshot
    after: Snapshot

    def created(self, part: str) -> set[UUID]:
        return created_ids(self.before.catalog, self.after.catalog, part)


def undo_import(*, run_id: UUID, actor: str, now: datetime) -> RunInfo:
    """Put back every row as it was before the import, versions and times included.

    The stock ledger only grows: it gets the opposite movements.

    :raises RunNotFound: there is no such run.
    :raises AlreadyUndone: it was undone before.
    :raises WrongState: it was never applied.
    :raises BeingApplied: somebody is at work on it at this moment.
    :raises CannotUndo: ``names`` says what was changed or sold since; so does the run's note.
    """
    try:
        _undo(run_id, actor, now)
    except CannotUndo as refusal:
        ImportRun.objects.filter(pk=run_id).update(note=refusal.message)
        raise
    return run_by_id(run_id)


@transaction.atomic
def _undo(run_id: UUID, actor: str, now: datetime) -> None:
    run = lock_run(run_id)
    check_move(RunState(run.state), RunState.UNDONE)
    if not try_hold_work(run_id):
        raise BeingApplied
    hold_imports_of(run.store_id)
    papers = _papers_of(run)
    job = Job(
        store_id=run.store_id,
        location_id=default_location(run.store_id).id,
        document=f"import:{run_id}",
        actor=actor,
        now=now,
        note=f"Undo of {run.file_name}"[:200],
    )
    currency = store_by_id(run.store_id).currency
    _check(papers, job, currency)
    _put_back(papers, job, currency)
    run.state, run.undone_at, run.note = RunState.UNDONE.value, now, ""
    run.save(update_fields=["state", "undone_at", "note"])


def _papers_of(run: ImportRun) -> _Papers:
    before, after = ImportPaper.objects.values_list("before", "after").get(run=run)
    return _Papers(unpack(before, Snapshot), unpack(after, Snapshot))


def _check(papers: _Papers, job: Job, currency: str) -> None:
    after = papers.after
    hold_products(
        store_id=job.store_id, handles=[product.handle for product in after.catalog.products]
    )
    stocked = [kept.variant_id for kept in after.stock]
    hold_levels(location_id=job.location_id, variant_ids=stocked)
    now = snapshot_now(
        store_id=job.store_id,
        currency=currency,
        like=after.catalog,
        priced=[price.variant_id for price in after.prices],
        stocked=stocked,
    )
    _refuse("was changed since", what_changed_since(after, now))
    products, variants = papers.created("products"), papers.created("variants")
    whole = rows_by_id(store_id=job.store_id, product_ids=products)
    _refuse("was added since", additions_to(products, after.catalog, whole))
    skus = {row.id: f"variant “{row.sku}”" for row in after.catalog.variants}
    sold = committed_variants(variants)
    _refuse("was ordered since", [skus[variant] for variant in sold])
    elsewhere = variants_elsewhere(location_id=job.location_id, variant_ids=variants)
    _refuse("is kept at another location by now", [skus[variant] for variant in elsewhere])


def _refuse(why: str, names: Collection[str]) -> None:
    if names:
        listed = sorted(names)
        more = len(listed) - SHOWN
        shown = ", ".join(listed[:SHOWN]) + (f" and {more} more" if more > 0 else "")
        raise CannotUndo(f"This import cannot be undone: {shown} {why}.", names=listed)


def _put_back(papers: _Papers, job: Job, currency: str) -> None:
    try:
        with transaction.atomic():
            _put_back_stock(papers, job)
            _put_back_prices(papers, job, currency)
            _put_back_catalog(papers, job)
    except FileHasProblems as refusal:
        names = [f"variant “{sku}”" for sku in _skus(refusal)]
        _refuse("was promised to buyers in larger number than there was before", names)
    except ProtectedError as error:
        names = sorted({str(row) for row in error.protected_objects})
        _refuse("still needs what the import made", names)


def _skus(refusal: FileHasProblems) -> list[str]:
    found = refusal.facts.get("skus")
    return [str(sku) for sku in found] if isinstance(found, list) else []


def _put_back_stock(papers: _Papers, job: Job) -> None:
    had = {kept.variant_id: kept for kept in papers.before.stock}
    counts, limits = [], {}
    for kept in papers.after.stock:
        before = had.get(kept.variant_id)
        counts.append(Count(kept.variant_id, before.on_hand if before else 0))
        limit = before.backorder_limit if before else 0
        if limit != kept.backorder_limit:
            limits[kept.variant_id] = limit
    write_stock(counts, limits, papers.after.stock, job)
    made = [kept.variant_id for kept in papers.after.stock if kept.variant_id not in had]
    remove_empty_levels(store_id=job.store_id, location_id=job.location_id, variant_ids=made)


def _put_back_prices(papers: _Papers, job: Job, currency: str) -> None:
    had = {price.variant_id for price in papers.before.prices}
    made = [price.variant_id for price in papers.after.prices if price.variant_id not in had]
    delete_prices(store_id=job.store_id, currency=currency, variant_ids=made)
    save_price_rows(store_id=job.store_id, rows=papers.before.prices)


def _put_back_catalog(papers: _Papers, job: Job) -> None:
    store_id, now = job.store_id, job.now
    delete_rows(
        store_id=store_id,
        now=now,
        media=papers.created("media"),
        variants=papers.created("variants"),
        products=papers.created("products"),
    )
    renamed = renamed_ids(papers.before.catalog, papers.after.catalog)
    save_rows(store_id=store_id, rows=papers.before.catalog, renamed=renamed, now=now)
    delete_rows(store_id=store_id, now=now, categories=papers.created("categories"))
