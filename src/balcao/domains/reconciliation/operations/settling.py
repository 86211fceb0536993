"""Lines that are settled: their rows, journals and decisions, all in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypedDict
from uuid import UUID

import orjson

from balcao.domains.ledger.operations import post_reconciled
from balcao.domains.ledger.values import Draft, JournalKind
from balcao.domains.ledger.values import Line as JournalLine
from balcao.domains.orders.operations import add_note
from balcao.domains.reconciliation.models import Decision, Line
from balcao.domains.reconciliation.rules.booking import (
    ACCOUNTS,
    entries,
    exchange_entries,
    other_side,
    source_of,
)
from balcao.domains.reconciliation.values import (
    BookAs,
    Exchanged,
    LineKind,
    LineState,
    Verdict,
)
from balcao.kernel.money import Money
from balcao.plumbing.sql import run_sql_dicts


class _Said(TypedDict):
    source: str
    currency: str
    gross_minor: int
    fee_minor: int
    fact_minor: int
    other: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """A line, what it stands for, what its difference is booked as, and its exchange."""

    row: Line
    verdict: Verdict
    off_as: BookAs | None = None
    booked_as: BookAs | None = None
    exchanged: Exchanged | None = None
    note: str = ""

    @property
    def provider(self) -> str:
        """Whose clearing or payout a bank line stands for."""
        verdict = self.verdict
        if verdict.payout is not None:
            return verdict.payout.provider
        return verdict.payment.provider if verdict.payment else self.row.source


def settle(many: Sequence[Settled], *, actor: str, now: datetime) -> None:
    """Write down that lines are settled, and book what the books lack of them.

    Orders are held first, then the books, as everywhere. Belongs into a transaction that holds the
    store's queue.
    """
    if not many:
        return
    _tell_orders(many, actor, now)
    _write_rows(many)
    drafts = {one.row.pk: draft for one in many if (draft := _draft(one, actor)) is not None}
    post_reconciled(store_id=many[0].row.store_id, drafts=list(drafts.values()))
    Decision.objects.bulk_create([
        Decision(
            line=one.row,
            store_id=one.row.store_id,
            action=LineState.BOOKED if one.booked_as else LineState.MATCHED,
            at=now,
            actor=actor,
            note=one.note[:300],
            journal=drafts[one.row.pk].source if one.row.pk in drafts else "",
        )
        for one in many
    ])  # fmt: skip


def suggest(many: Iterable[tuple[Line, Verdict]]) -> None:
    """Write down why lines wait, and what they may stand for."""
    rows = [_columns(row, verdict, LineState.OPEN, 0) for row, verdict in many]
    if rows:
        _run(rows)


def _write_rows(many: Sequence[Settled]) -> None:
    rows = []
    for one in many:
        state = LineState.BOOKED if one.booked_as else LineState.MATCHED
        rows.append(_columns(one.row, one.verdict, state, 1))
    _run(rows)
    for one in many:
        if one.booked_as:
            Line.objects.filter(pk=one.row.pk).update(booked_as=one.booked_as, note=one.note)


def _columns(row: Line, verdict: Verdict, state: LineState, settled: int) -> dict[str, Any]:
    payment, payout = verdict.payment, verdict.payout
    return {
        "id": str(row.pk),
        "state": state.value,
        "cause": verdict.cause.value,
        "payment_id": str(payment.id) if payment else None,
        "order_id": str(payment.order_id) if payment else None,
        "order_number": payment.reference if payment else "",
        "fact_minor": verdict.fact_minor,
        "fact_currency": "" if verdict.currency == row.currency else verdict.currency,
        "off_minor": verdict.off_minor,
        "pair_id": str(payout.line_id) if payout else None,
        "settled": settled,
    }


def _run(rows: list[dict[str, Any]]) -> None:
    run_sql_dicts("reconciliation/settle", rows=orjson.dumps(rows).decode())


def _draft(one: Settled, actor: str) -> Draft | None:
    row, verdict = one.row, one.verdict
    kind = LineKind(row.kind)
    if one.booked_as:
        other = ACCOUNTS[one.booked_as]
    else:
        other = other_side(row.source, kind, one.provider, is_payout=verdict.payout is not None)
    lines = _lines(one, other)
    if not lines:
        return None
    is_payout = kind is LineKind.PAYOUT or verdict.payout is not None
    return Draft(
        source=source_of(row.pk, row.round + 1),
        kind=JournalKind.PAYOUT if is_payout else JournalKind.RECONCILED,
        at=row.at,
        lines=lines,
        order_id=verdict.payment.order_id if verdict.payment else None,
        document=f"{row.source}:{row.identity}",
        memo=one.note or row.description,
        actor=actor,
    )


def _lines(one: Settled, other: str) -> tuple[JournalLine, ...]:
    row = one.row
    said: _Said = {
        "source": row.source,
        "currency": row.currency,
        "gross_minor": row.gross_minor,
        "fee_minor": row.fee_minor,
        "fact_minor": one.verdict.fact_minor,
        "other": other,
    }
    if one.exchanged is not None:
        return exchange_entries(**said, exchanged=one.exchanged)
    return entries(**said, off_as=ACCOUNTS[one.off_as] if one.off_as else "")


def _tell_orders(many: Sequence[Settled], actor: str, now: datetime) -> None:
    told: list[tuple[UUID, str]] = []
    for one in many:
        payment = one.verdict.payment
        is_dispute = one.row.kind == LineKind.CHARGEBACK or one.booked_as is BookAs.CHARGEBACK
        if payment is None or not is_dispute:
            continue
        amount = Money(abs(one.row.gross_minor), one.row.currency)
        what = "Chargeback of" if one.row.gross_minor < 0 else "Chargeback won, back came"
        told.append(
            (payment.order_id, f"{what} {amount.major} {amount.currency} at {one.row.source}.")
        )
    for order_id, text in sorted(told):
        add_note(order_id=order_id, text=text, by=actor, now=now)
