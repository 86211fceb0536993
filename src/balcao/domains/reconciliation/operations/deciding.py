"""What staff decide about lines that do not match by themselves; each can be undone."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from balcao.domains.orders.operations import confirm_payment
from balcao.domains.reconciliation.errors import (
    AboveLimit,
    BadDecision,
    LineSettled,
    NothingToMatch,
)
from balcao.domains.reconciliation.locks import lock_line
from balcao.domains.reconciliation.models import Decision, Line
from balcao.domains.reconciliation.operations.matching import verdicts_of
from balcao.domains.reconciliation.operations.settling import Settled, settle
from balcao.domains.reconciliation.queries.accounts import terms_of
from balcao.domains.reconciliation.queries.candidates import (
    candidates_for,
    payout_seen,
    seen,
)
from balcao.domains.reconciliation.queries.rates import Rates
from balcao.domains.reconciliation.rules.booking import BANK, default_off
from balcao.domains.reconciliation.rules.matching import judge, judge_bank, judge_captures
from balcao.domains.reconciliation.values import (
    BookAs,
    Cause,
    Exchanged,
    LineKind,
    LineState,
    PaymentSeen,
    Verdict,
)
from balcao.domains.stores.queries import store_by_id
from balcao.kernel.money import Money

NOT_TO_ACCEPT: Final = {
    Cause.UNKNOWN: "There is no suggestion. Match it by hand, or book it.",
    Cause.UNEXPLAINED: "There is no suggestion. Book it, or leave it with a note.",
    Cause.DOUBLE: "Another line has told this already. Book it as what it is.",
}
NOT_OURS: Final = "It is in another currency, and does not say which of our amounts it is. Book it."
NOT_LIKELY: Final = (
    "By the rates of the days it is worth {settled}, and what we booked {booked}. That is no "
    "exchange difference. Correct the rate, or let whoever manages the store accept it."
)


@transaction.atomic
def accept(
    *, store_id: int, line_id: UUID, actor: str, now: datetime, may_exceed: bool = False
) -> None:
    """Settle a line as suggested; a difference is booked as a fee or written off.

    What it may stand for is looked at again first. ``may_exceed`` lifts the limit of write-offs.

    :raises NoSuchStatementLine: there is none with this id in this store.
    :raises LineSettled: somebody was faster.
    :raises BadDecision: nothing is suggested that could be accepted.
    :raises NoRate: it is of another currency, and there is no rate of the day.
    :raises AboveLimit: more would be written off than the limit, or is no exchange difference.
    """
    row, zone = _open_line(store_id, line_id)
    known = candidates_for(store_id, row.source, [row], zone)
    days = terms_of(store_id).payout_days
    ((_, verdict),) = verdicts_of(row.source, [row], known, zone, days)
    _settle_as(row, verdict, actor=actor, now=now, may_exceed=may_exceed)


@transaction.atomic
def match_by_hand(
    *,
    store_id: int,
    line_id: UUID,
    target: str,
    actor: str,
    now: datetime,
    may_exceed: bool = False,
) -> None:
    """Settle a line as the order, payment or payout that somebody names.

    ``target`` is an order's number, a provider's reference, or the id of a payout.

    :raises NoSuchStatementLine: there is none with this id in this store.
    :raises LineSettled: somebody was faster.
    :raises NothingToMatch: nothing goes by this name, or other lines have told all of it.
    :raises BadDecision: it cannot stand for that.
    :raises NoRate: it is of another currency, and there is no rate of the day.
    :raises AboveLimit: more would be written off than the limit, or is no exchange difference.
    """
    row, zone = _open_line(store_id, line_id)
    named = target.strip()[:120]
    verdict = _by_payout(row, named, zone) or _by_payment(row, named, zone)
    if verdict is None or verdict.cause is Cause.DOUBLE:
        raise NothingToMatch(field="target", target=named)
    _settle_as(row, verdict, actor=actor, now=now, may_exceed=may_exceed)


@transaction.atomic
def book_as(
    *,
    store_id: int,
    line_id: UUID,
    way: BookAs,
    note: str,
    actor: str,
    now: datetime,
    may_exceed: bool = False,
) -> None:
    """Book a whole line as a fee, a chargeback or a loss, for a reason.

    :raises NoSuchStatementLine: there is none with this id in this store.
    :raises LineSettled: somebody was faster.
    :raises BadDecision: no reason.
    :raises AboveLimit: more would be written off than the limit.
    """
    row, zone = _open_line(store_id, line_id)
    reason = _reason(note)
    if way is BookAs.WRITE_OFF:
        _check_limit(row, abs(row.net_minor), may_exceed=may_exceed)
    known = candidates_for(store_id, row.source, [row], zone)
    payment = known.by_id(row.payment_id) if row.payment_id else None
    settled = Settled(row=row, verdict=Verdict(payment=payment), booked_as=way, note=reason)
    settle([settled], actor=actor, now=now)


@transaction.atomic
def leave(*, store_id: int, line_id: UUID, note: str, actor: str, now: datetime) -> None:
    """Leave a line as it is, with a note; nothing is booked.

    :raises NoSuchStatementLine: there is none with this id in this store.
    :raises LineSettled: somebody was faster.
    :raises BadDecision: no note.
    """
    row, _ = _open_line(store_id, line_id)
    reason = _reason(note)
    row.state, row.note, row.round = LineState.NOTED, reason, row.round + 1
    row.save(update_fields=["state", "note", "round"])
    Decision.objects.create(
        line=row, store_id=store_id, action=LineState.NOTED, at=now, actor=actor, note=reason
    )


def _open_line(store_id: int, line_id: UUID) -> tuple[Line, ZoneInfo]:
    row = lock_line(store_id, line_id)
    if row.state not in (LineState.OPEN, LineState.NEW):
        raise LineSettled(state=row.state)
    return row, ZoneInfo(store_by_id(store_id).time_zone)


def _settle_as(row: Line, verdict: Verdict, *, actor: str, now: datetime, may_exceed: bool) -> None:
    """Take a verdict for true. Waiting payments are confirmed, differences booked."""
    cause = verdict.cause
    if cause in NOT_TO_ACCEPT:
        raise BadDecision(NOT_TO_ACCEPT[cause], field="line")
    if cause is Cause.CURRENCY and not verdict.fact_minor:
        raise BadDecision(NOT_OURS, field="line")
    if cause is Cause.UNPAID:
        verdict = _confirmed(row, verdict, actor, now)
    off_as = None
    if cause is Cause.PARTIAL:
        part = verdict.fact_minor + verdict.off_minor
        verdict = replace(verdict, fact_minor=part, off_minor=0)
    elif verdict.off_minor:
        off_as = default_off(cause)
        if off_as is BookAs.WRITE_OFF:
            _check_limit(row, abs(verdict.off_minor), may_exceed=may_exceed)
    exchanged = _exchanged(row, verdict, may_exceed=may_exceed)
    one = Settled(row=row, verdict=verdict, off_as=off_as, exchanged=exchanged)
    settle([one], actor=actor, now=now)


def _exchanged(row: Line, verdict: Verdict, *, may_exceed: bool) -> Exchanged | None:
    found = Rates(row.store_id).exchanged(row, verdict)
    if found is None or found.is_likely or may_exceed:
        return found
    settled, booked = (
        f"{Money(abs(minor), found.store_currency).major} {found.store_currency}"
        for minor in (found.settled_minor, found.booked_minor)
    )
    raise AboveLimit(NOT_LIKELY.format(settled=settled, booked=booked))


def _confirmed(row: Line, verdict: Verdict, actor: str, now: datetime) -> Verdict:
    payment = verdict.payment
    if payment is None or row.gross_minor <= 0:
        raise BadDecision("We have not given this back. Book it, or leave a note.", field="line")
    if verdict.off_minor:
        raise BadDecision("It is not what the order owes, so it cannot be confirmed.", field="line")
    if not row.source.startswith(BANK) or payment.state != "pending":
        raise BadDecision("The payment does not wait for money from a bank.", field="line")
    confirm_payment(order_id=payment.order_id, by=actor, now=now)
    return verdict


def _by_payout(row: Line, named: str, zone: ZoneInfo) -> Verdict | None:
    if not row.source.startswith(BANK) or not named:
        return None
    sent = Line.objects.filter(
        store_id=row.store_id, kind=LineKind.PAYOUT, state=LineState.MATCHED, payout=named
    ).first()
    if sent is None or Line.objects.filter(pair_id=sent.pk, state=LineState.MATCHED).exists():
        return None
    payout = payout_seen(sent, zone)
    if payout.currency != row.currency:
        fact = payout.amount_minor if (row.net_minor > 0) == (payout.amount_minor > 0) else 0
        return Verdict(Cause.CURRENCY, None, payout, fact)
    off = row.net_minor - payout.amount_minor
    cause = Cause.AMOUNT if off else Cause.NONE
    return Verdict(cause, None, payout, payout.amount_minor, off)


def _by_payment(row: Line, named: str, zone: ZoneInfo) -> Verdict | None:
    known = candidates_for(row.store_id, row.source, [], zone, more=[named])
    found = known.named([named])
    if not found:
        return None
    verdicts = [_judged(row, payment, zone) for payment in found]
    return min(verdicts, key=lambda one: (one.cause is Cause.DOUBLE, abs(one.off_minor)))


def _judged(row: Line, payment: PaymentSeen, zone: ZoneInfo) -> Verdict:
    line = seen(row, zone)
    if row.source.startswith(BANK):
        return judge_bank(line, [payment], [], [], 0)
    if line.kind is LineKind.CAPTURE:
        return judge_captures([line], payment)[0]
    return judge(line, payment)


def _reason(text: str) -> str:
    if not text.strip() or "\0" in text or len(text.strip()) > 300:
        raise BadDecision("Say why in 1 to 300 characters.", field="note")
    return text.strip()


def _check_limit(row: Line, amount: int, *, may_exceed: bool) -> None:
    limit = terms_of(row.store_id).write_off_limit_minor
    if amount > limit and not may_exceed:
        raise AboveLimit(limit_minor=limit, amount_minor=amount, currency=row.currency)
