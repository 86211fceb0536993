"""A count after everything is counted: looked at, sent back, or given up."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q

from balcao.domains.catalog.queries import skus_of
from balcao.domains.inventory.errors import NotCountedYet, NotInCount, WrongCountState
from balcao.domains.inventory.locks import lock_count
from balcao.domains.inventory.operations.counts.moves import check_version, move
from balcao.domains.inventory.values import CountState

SHOWN = 20


@transaction.atomic
def finish_count(
    *,
    store_id: int,
    count_id: UUID,
    leave_out: bool = False,
    expected_version: int | None = None,
) -> None:
    """Everything is counted: differences can be looked at now.

    With ``leave_out`` lines that nobody counted are taken out, and those of variants that were
    deleted; the others stay due. Lines that must be counted again are not taken out: a second look
    is what they need.

    :raises NoSuchCount: there is none with this id.
    :raises CountChanged: somebody else moved it since ``expected_version``.
    :raises NotCountedYet: lines wait; ``skus`` names some of them.
    :raises WrongCountState: it is not being counted.
    """
    row = lock_count(store_id, count_id)
    check_version(row, expected_version)
    if row.state != CountState.COUNTING:
        raise WrongCountState("Nothing has been counted yet.", state=row.state)
    if leave_out:
        kept = skus_of(row.lines.values_list("variant_id", flat=True))
        row.lines.filter(Q(counted__isnull=True) | ~Q(variant_id__in=list(kept))).delete()
    waiting = row.lines.filter(Q(counted__isnull=True) | Q(again=True))
    skus = list(waiting.values_list("sku", flat=True)[:SHOWN])
    if skus:
        raise NotCountedYet(skus=skus, lines=waiting.count())
    move(row, CountState.REVIEW)


@transaction.atomic
def send_back(
    *,
    store_id: int,
    count_id: UUID,
    line_nos: Collection[int],
    expected_version: int | None = None,
) -> None:
    """Have some lines counted once more, each by somebody who has not counted it last.

    :raises NoSuchCount: there is none with this id.
    :raises CountChanged: somebody else moved it since ``expected_version``.
    :raises NotInCount: none of these is a line of it.
    :raises WrongCountState: it is not in review.
    """
    row = lock_count(store_id, count_id)
    check_version(row, expected_version)
    if row.state != CountState.REVIEW:
        raise WrongCountState("Only a count in review is sent back.", state=row.state)
    lines = row.lines.filter(line_no__in=list(line_nos))
    if not lines.update(again=True, first=F("counted"), first_by=F("counted_by")):
        raise NotInCount("Choose at least one line of this count.", lines=list(line_nos))
    move(row, CountState.COUNTING)


@transaction.atomic
def cancel_count(
    *, store_id: int, count_id: UUID, now: datetime, expected_version: int | None = None
) -> None:
    """Give a count up; stock stays as it is, and what was counted stays written down.

    :raises NoSuchCount: there is none with this id.
    :raises CountChanged: somebody else moved it since ``expected_version``.
    :raises WrongCountState: it is closed or cancelled already.
    """
    row = lock_count(store_id, count_id)
    check_version(row, expected_version)
    move(row, CountState.CANCELLED, closed_at=now)
