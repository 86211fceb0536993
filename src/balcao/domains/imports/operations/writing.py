"""A plan into the shop: whole rows in pieces, so that progress can be told between them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, TypeVar
from uuid import UUID

from balcao.domains.catalog.operations import save_rows
from balcao.domains.catalog.values import CatalogRows
from balcao.domains.imports.errors import FileHasProblems
from balcao.domains.imports.operations.progress import Progress
from balcao.domains.imports.operations.snapshots import stock_now, stocked_by
from balcao.domains.imports.values.papers import StockKept
from balcao.domains.imports.values.plan import Writes
from balcao.domains.inventory.errors import PromisedAway
from balcao.domains.inventory.operations import (
    hold_levels,
    set_backorder_limits,
    set_on_hand,
)
from balcao.domains.inventory.values import Count
from balcao.domains.pricing.operations import set_prices
from balcao.domains.pricing.queries import prices_of
from balcao.domains.stores.queries import store_by_id

PIECE: Final = 500
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """Where, by whom and when rows are written; ``document`` goes to the stock ledger."""

    store_id: int
    location_id: int
    document: str
    actor: str
    now: datetime
    note: str = ""


def work_in(writes: Writes) -> int:
    """How many steps writing takes."""
    catalog = writes.catalog
    parts = (catalog.products, catalog.variants, catalog.media, writes.prices, writes.on_hand)
    return sum(map(len, parts))


def write(writes: Writes, job: Job, progress: Progress) -> tuple[StockKept, ...]:
    """Write everything that a plan says; returns the stock that was there before.

    Stock comes last and is held only then, so that buyers wait as little as possible.

    :raises FileHasProblems: stock was promised away since the comparison.
    """
    _write_catalog(writes, job, progress)
    for prices in _pieces(writes.prices):
        set_prices(store_id=job.store_id, prices=prices, now=job.now)
        progress.advance(len(prices))
    stocked = stocked_by(writes)
    hold_levels(location_id=job.location_id, variant_ids=stocked)
    before = stock_now(job.location_id, stocked)
    write_stock(_valued(writes.on_hand, job), writes.limits, before, job)
    progress.advance(len(writes.on_hand))
    return before


def _valued(counts: Sequence[Count], job: Job) -> list[Count]:
    """Counts with what a unit costs, as the file said now or before."""
    currency = store_by_id(job.store_id).currency
    prices = prices_of([count.variant_id for count in counts], currency)
    costs = {variant_id: price.cost for variant_id, price in prices.items()}
    return [replace(count, unit_cost=costs.get(count.variant_id)) for count in counts]


def _write_catalog(writes: Writes, job: Job, progress: Progress) -> None:
    catalog = writes.catalog
    first = CatalogRows(categories=catalog.categories)
    save_rows(store_id=job.store_id, rows=first, renamed=writes.renamed, now=job.now)
    pieces = [
        *(CatalogRows(products=piece) for piece in _pieces(catalog.products)),
        *(CatalogRows(variants=piece) for piece in _pieces(catalog.variants)),
        *(CatalogRows(media=piece) for piece in _pieces(catalog.media)),
    ]
    for piece in pieces:
        save_rows(store_id=job.store_id, rows=piece, now=job.now)
        progress.advance(len(piece.products) + len(piece.variants) + len(piece.media))


def write_stock(
    counts: Sequence[Count],
    limits: Mapping[UUID, int],
    before: Sequence[StockKept],
    job: Job,
) -> None:
    """Write counts and limits. Limits that rise go first and those that fall go last, so that no
    order of the two forbids a pair that is sound together.

    :raises FileHasProblems: more is promised than would be left.
    """
    known = {kept.variant_id: kept.backorder_limit for kept in before}
    rising = {
        variant: limit
        for variant, limit in limits.items()
        if variant in known and limit > known[variant]
    }
    others = {variant: limit for variant, limit in limits.items() if variant not in rising}
    try:
        _write_limits(rising, job)
        if counts:
            set_on_hand(
                store_id=job.store_id,
                location_id=job.location_id,
                counts=counts,
                reason="imported",
                document=job.document,
                actor=job.actor,
                now=job.now,
                note=job.note,
            )
        _write_limits(others, job)
    except PromisedAway as refusal:
        skus = refusal.facts.get("skus", [])
        raise FileHasProblems(
            "Buyers were promised more than the file leaves in stock. Nothing was changed.",
            skus=skus,
        ) from None


def _write_limits(limits: Mapping[UUID, int], job: Job) -> None:
    if limits:
        set_backorder_limits(store_id=job.store_id, location_id=job.location_id, limits=limits)


def _pieces(rows: Sequence[T]) -> Iterator[tuple[T, ...]]:
    for start in range(0, len(rows), PIECE):
        yield tuple(rows[start : start + PIECE])
