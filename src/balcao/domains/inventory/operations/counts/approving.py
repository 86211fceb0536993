"""Bringing the differences of a count into the books."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from balcao.domains.inventory.errors import NoSuchLevel
from balcao.domains.inventory.locks import lock_count, lock_levels_of
from balcao.domains.inventory.models import CountLine, CountRhythm, StockCount, StockLevel
from balcao.domains.inventory.operations.bins import fit_bins
from balcao.domains.inventory.operations.counts.moves import check_version, move
from balcao.domains.inventory.operations.goods import check_most
from balcao.domains.inventory.operations.ledger import post
from balcao.domains.inventory.operations.lots import Change, steps_of
from balcao.domains.inventory.operations.steps import Entry, Step
from balcao.domains.inventory.operations.worth import check_approval, worth_of
from balcao.domains.inventory.queries.settings import stock_settings
from balcao.domains.inventory.values import CountState, LotUnits, Valuation


@transaction.atomic
def approve_count(
    *,
    store_id: int,
    count_id: UUID,
    actor: str,
    now: datetime,
    may_approve: bool = False,
    expected_version: int | None = None,
) -> None:
    """Change on-hand by what each line was off, and close the count.

    By the difference, never to what was counted: what was sold and received since stays right.
    Differences worth more in all than the store lets pass are approved by somebody who may
    (``may_approve``) and has counted none of it.

    :raises NoSuchCount: there is none with this id.
    :raises CountChanged: somebody else moved it since ``expected_version``.
    :raises WrongCountState: it is not in review.
    :raises NeedsApproval: the differences are too large for this person.
    :raises OutOfStock: what is missing has been sold or taken away since; count it again.
    :raises PromisedAway: the missing units are promised to orders; ``skus`` says which.
    :raises NoSuchLot: what is missing of a lot does not lie there any more.
    :raises NoSuchLevel: a variant was deleted since; send its line back, and finish without it.
    """
    row = lock_count(store_id, count_id)
    check_version(row, expected_version)
    lines = list(row.lines.all())
    levels = _levels(row, lines)
    move(row, CountState.CLOSED, closed_at=now, approved_by=actor)
    off = [line for line in lines if line.counted != line.expected]
    _check_worth(row, lines, off, levels, actor=actor, may_approve=may_approve)
    entry = Entry(store_id, "counted", f"count:{row.number}", actor, now, row.note)
    changes = [_change(levels[line.variant_id], line) for line in off]
    steps = steps_of(entry, changes)
    post(entry, steps)
    fit_bins(levels.values())
    check_most(levels.values())
    _write_values(row, off, steps)
    _sum_up(row, lines)
    _remember(row, lines, levels)


def difference_of(line: CountLine) -> int:
    """By how many units a counted line differs from the books."""
    return (line.counted or 0) - (line.expected or 0)


def _levels(row: StockCount, lines: Sequence[CountLine]) -> dict[UUID, StockLevel]:
    levels = lock_levels_of(row.location_id, {line.variant_id for line in lines})
    gone = sorted({line.sku for line in lines if line.variant_id not in levels})
    if gone:
        raise NoSuchLevel(
            f"{', '.join(gone)}: deleted since. Send the line back and finish without it.",
            skus=gone,
        )
    return levels


def _change(level: StockLevel, line: CountLine) -> Change:
    units = difference_of(line)
    lots = (LotUnits(line.lot, abs(units), line.expires_on),) if line.lot else ()
    return Change(level, units, lots=lots)


def _check_worth(
    row: StockCount,
    lines: Sequence[CountLine],
    off: Sequence[CountLine],
    levels: dict[UUID, StockLevel],
    *,
    actor: str,
    may_approve: bool,
) -> None:
    values = worth_of(row.store_id, levels.values())
    check_approval(
        row.store_id,
        sum(values[levels[line.variant_id].pk].of(difference_of(line)) for line in off),
        actor=actor,
        may_approve=may_approve,
        involved={who for line in lines for who in (line.counted_by, line.first_by) if who},
    )


def _write_values(row: StockCount, off: Sequence[CountLine], steps: Sequence[Step]) -> None:
    by_fifo = stock_settings(row.store_id).valuation == Valuation.FIFO
    for line, step in zip(off, steps, strict=True):
        line.value_minor = step.fifo if by_fifo else step.value
    CountLine.objects.bulk_update(off, ["value_minor"], batch_size=1000)


def _sum_up(row: StockCount, lines: Sequence[CountLine]) -> None:
    values = [line.value_minor or 0 for line in lines]
    row.lines_total = len(lines)
    row.lines_right = sum(1 for line in lines if not difference_of(line))
    row.units_expected = sum(line.expected or 0 for line in lines)
    row.units_off = sum(abs(difference_of(line)) for line in lines)
    row.value_off_minor = sum(abs(value) for value in values)
    row.value_net_minor = sum(values)
    row.save()


def _remember(row: StockCount, lines: Sequence[CountLine], levels: dict[UUID, StockLevel]) -> None:
    """The levels need not be counted again before their time."""
    last: dict[int, datetime] = {}
    for line in lines:
        at = line.counted_at or row.created_at
        pk = levels[line.variant_id].pk
        last[pk] = max(at, last.get(pk, at))
    CountRhythm.objects.bulk_create(
        [CountRhythm(level_id=pk, store_id=row.store_id, counted_at=at) for pk, at in last.items()],
        update_conflicts=True,
        update_fields=["counted_at"],
        unique_fields=["level"],
    )
