"""Matching lines in batches. What matches is booked in the same transaction, once for each line."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import groupby
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import F

from balcao.domains.pricing.errors import NoRate
from balcao.domains.reconciliation.locks import hold_queue
from balcao.domains.reconciliation.models import Line, Statement
from balcao.domains.reconciliation.operations.settling import Settled, settle, suggest
from balcao.domains.reconciliation.queries.accounts import terms_of
from balcao.domains.reconciliation.queries.candidates import (
    Candidates,
    candidates_for,
    names_in,
    seen,
)
from balcao.domains.reconciliation.queries.lines import store_of_statement
from balcao.domains.reconciliation.queries.rates import Rates
from balcao.domains.reconciliation.rules.booking import BANK
from balcao.domains.reconciliation.rules.matching import (
    LineSeen,
    judge,
    judge_bank,
    judge_captures,
)
from balcao.domains.reconciliation.values import (
    Cause,
    LineKind,
    LineState,
    StatementState,
    Verdict,
)
from balcao.domains.stores.queries import store_by_id

BATCH: Final = 1000
SYSTEM: Final = "system"
Told = Callable[[int, int], None]


def match_statement(*, statement_id: UUID, now: datetime, on_progress: Told | None = None) -> int:
    """Match the new lines of a file, a thousand at a time; how many matched by themselves.

    Each batch is a transaction of its own: broken off, it goes on where it stopped. Two workers at
    once share the batches. ``on_progress`` is told lines done and lines in all.

    :raises NoSuchStatement: there is none with this id.
    """
    matched = 0
    while True:
        found = _batch(statement_id, now)
        if found is None:
            break
        matched += found
        if on_progress is not None:
            row = Statement.objects.only("done", "fresh").get(pk=statement_id)
            on_progress(row.done, row.fresh)
    rows = Statement.objects.filter(pk=statement_id, state=StatementState.TAKEN)
    rows.update(state=StatementState.DONE)
    return matched


def look_again(*, store_id: int, now: datetime) -> int:
    """Match open lines once more that nobody has decided about; how many match now.

    A report may come before what it tells is known here, and a bank before the report of a payout.
    """
    matched, after = 0, None
    while True:
        rows = Line.objects.filter(store_id=store_id, state=LineState.OPEN, round=0).order_by("pk")
        ids = list(
            (rows.filter(pk__gt=after) if after else rows).values_list("pk", flat=True)[:BATCH]
        )
        if not ids:
            return matched
        with transaction.atomic():
            hold_queue(store_id)
            matched += _match(store_id, _held(ids), now)
        after = ids[-1]


@transaction.atomic
def _batch(statement_id: UUID, now: datetime) -> int | None:
    store_id = store_of_statement(statement_id)
    hold_queue(store_id)
    new = Line.objects.filter(statement_id=statement_id, state=LineState.NEW).order_by("pk")
    ids = list(new.values_list("pk", flat=True)[:BATCH])
    if not ids:
        return None
    matched = _match(store_id, _held(ids), now)
    Statement.objects.filter(pk=statement_id).update(done=F("done") + len(ids))
    return matched


def _held(ids: Sequence[UUID]) -> list[Line]:
    rows = Line.objects.select_for_update().filter(pk__in=ids)
    return list(rows.filter(state__in=[LineState.NEW, LineState.OPEN]).order_by("pk"))


def _match(store_id: int, rows: Sequence[Line], now: datetime) -> int:
    zone = ZoneInfo(store_by_id(store_id).time_zone)
    days, rates = terms_of(store_id).payout_days, Rates(store_id)
    settled: list[Settled] = []
    waiting: list[tuple[Line, Verdict]] = []
    for source, same in groupby(sorted(rows, key=lambda row: row.source), lambda row: row.source):
        some = list(same)
        known = candidates_for(store_id, source, some, zone)
        for row, verdict in verdicts_of(source, some, known, zone, days):
            if not verdict.is_exact:
                waiting.append((row, verdict))
            elif (sure := _sure(row, verdict, rates)) is not None:
                settled.append(sure)
            else:
                waiting.append((row, replace(verdict, cause=Cause.CURRENCY)))
    suggest(waiting)
    settle(settled, actor=SYSTEM, now=now)
    return len(settled)


def _sure(row: Line, verdict: Verdict, rates: Rates) -> Settled | None:
    """The line as it is settled; None where a person has to look at what it was exchanged at."""
    try:
        exchanged = rates.exchanged(row, verdict)
    except NoRate:
        return None
    if exchanged is not None and not exchanged.is_likely:
        return None
    return Settled(row=row, verdict=verdict, exchanged=exchanged)


def verdicts_of(
    source: str, rows: Sequence[Line], known: Candidates, zone: ZoneInfo, payout_days: int
) -> Iterator[tuple[Line, Verdict]]:
    """What each line stands for; one that matches takes away what another could match."""
    by_id = {row.pk: row for row in rows}
    lines = [seen(row, zone) for row in rows]
    if source.startswith(BANK):
        for line in lines:
            verdict = judge_bank(
                line,
                known.named(names_in(line.text)),
                known.alike(line.net_minor),
                known.payouts,
                payout_days,
            )
            yield by_id[line.id], _taken(known, verdict)
        return
    captures: dict[UUID | None, list[LineSeen]] = {}
    for line in lines:
        if line.kind is LineKind.CAPTURE:
            named = known.named(_names(by_id[line.id]))
            captures.setdefault(named[0].id if named else None, []).append(line)
        else:
            named = known.named(_names(by_id[line.id]))
            yield by_id[line.id], _taken(known, judge(line, named[0] if named else None))
    for payment_id, group in captures.items():
        payment = known.by_id(payment_id) if payment_id else None
        for line, verdict in zip(group, judge_captures(group, payment), strict=True):
            yield by_id[line.id], _taken(known, verdict)


def _names(row: Line) -> list[str]:
    return [row.reference, row.other_reference]


def _taken(known: Candidates, verdict: Verdict) -> Verdict:
    if verdict.is_exact:
        known.take(verdict.payment, verdict.payout, verdict.fact_minor)
    return verdict
