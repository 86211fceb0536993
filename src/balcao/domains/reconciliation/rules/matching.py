"""What a line stands for. Pure.

By reference and equal amounts a line matches by itself. Whatever is less sure is a suggestion with
its cause, for a person to accept.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from balcao.domains.reconciliation.values import (
    Cause,
    LineKind,
    PaymentSeen,
    PayoutSeen,
    Verdict,
)

FEE_PERCENT: Final = 15
EARLY: Final = timedelta(days=1)
K = LineKind


@dataclass(frozen=True, slots=True, kw_only=True)
class LineSeen:
    """A line as matching needs it; ``day`` is of the store's calendar."""

    id: UUID
    kind: LineKind
    currency: str
    gross_minor: int
    net_minor: int
    day: date
    reference: str = ""
    text: str = ""
    paid_minor: int | None = None
    paid_currency: str = ""

    def ours_in(self, currency: str) -> int | None:
        """What it moves in the currency of a payment; None where it does not say."""
        if self.currency == currency:
            return self.gross_minor
        return self.paid_minor if self.paid_currency == currency else None


def told(payment: PaymentSeen, fact_minor: int) -> PaymentSeen:
    """The payment after one more line has told an amount of it."""
    if fact_minor < 0:
        return replace(payment, reported_refunds=(*payment.reported_refunds, -fact_minor))
    return replace(payment, reported_minor=payment.reported_minor + fact_minor)


def judge_captures(lines: Sequence[LineSeen], payment: PaymentSeen | None) -> list[Verdict]:
    """Lines that take money by one payment: exact together, or each on its own.

    A partial capture is told as the whole and as its reversal, which add up to what was taken.
    """
    if payment is not None:
        said = [line.ours_in(payment.currency) for line in lines]
        ours = [amount for amount in said if amount is not None]
        left = payment.captured_minor - payment.reported_minor
        if left > 0 and len(ours) == len(lines) and sum(ours) == left:
            return [Verdict(payment=payment, fact_minor=amount) for amount in ours]
    verdicts = []
    for line in lines:
        verdict = _capture(line, payment)
        verdicts.append(verdict)
        if payment is not None and verdict.is_exact:
            payment = told(payment, verdict.fact_minor)
    return verdicts


def judge(line: LineSeen, payment: PaymentSeen | None) -> Verdict:
    """A line of a provider that does not take money."""
    if line.kind in (K.PAYOUT, K.FEE):
        return Verdict()
    if line.kind is K.OTHER:
        return Verdict(Cause.UNEXPLAINED, payment)
    if payment is None:
        return Verdict(Cause.UNKNOWN)
    if line.kind is K.CHARGEBACK:
        return Verdict(payment=payment)
    if line.currency != payment.currency:
        return _abroad(line.gross_minor, line.ours_in(payment.currency), payment)
    return _given_back(line.gross_minor, payment)


def judge_bank(
    line: LineSeen,
    named: Sequence[PaymentSeen],
    alike: Sequence[PaymentSeen],
    payouts: Sequence[PayoutSeen],
    payout_days: int,
) -> Verdict:
    """A line of a bank account.

    ``named`` are payments that its text names, ``alike`` those of the same amount, ``payouts``
    what providers have sent and no bank line stands for.
    """
    payout = _payout(line, payouts, payout_days)
    if payout is not None and _says(line.text, payout):
        return Verdict(payout=payout, fact_minor=payout.amount_minor)
    if named:
        return _named(line, named)
    if payout is not None:
        return Verdict(Cause.LIKELY, payout=payout, fact_minor=payout.amount_minor)
    same = [payment for payment in alike if payment.currency == line.currency]
    found = [
        one for one in (_by_bank(line, payment) for payment in same)
        if one.is_exact or (one.cause is Cause.UNPAID and not one.off_minor)
    ]  # fmt: skip
    if len(found) == 1:
        cause = Cause.LIKELY if found[0].is_exact else found[0].cause
        return replace(found[0], cause=cause)
    return Verdict(Cause.UNKNOWN)


def pick(references: Sequence[str], known: Mapping[str, PaymentSeen]) -> PaymentSeen | None:
    """The payment that the first known of these references names."""
    return next((known[one] for one in references if one and one in known), None)


def _capture(line: LineSeen, payment: PaymentSeen | None) -> Verdict:
    if payment is None:
        return Verdict(Cause.UNKNOWN)
    if line.currency != payment.currency:
        return _abroad(line.gross_minor, line.ours_in(payment.currency), payment)
    return _taken(line.gross_minor, payment)


def _abroad(amount: int, said: int | None, payment: PaymentSeen) -> Verdict:
    """A line of another currency than the payment.

    It stands for what it says the shopper paid. Where it does not say that, all that no line has
    told yet is suggested; two refunds are for a person to choose from.
    """
    if said is not None:
        found = _taken(said, payment) if amount > 0 else _given_back(said, payment)
        if found.is_exact:
            return found
        if found.cause is Cause.DOUBLE:
            return replace(found, off_minor=amount)
        if found.cause in (Cause.FEE, Cause.PARTIAL):
            return replace(found, cause=Cause.PARTIAL)
        if amount > 0:
            return Verdict(Cause.CURRENCY, payment)
    left = payment.captured_minor - payment.reported_minor
    ours = [left] if left > 0 else []
    if amount <= 0:
        ours = [-one for one in payment.refunds_left]
    return Verdict(Cause.CURRENCY, payment, None, ours[0] if len(ours) == 1 else 0)


def _taken(amount: int, payment: PaymentSeen) -> Verdict:
    left = payment.captured_minor - payment.reported_minor
    if not payment.captured_minor:
        off = amount - payment.amount_minor
        return Verdict(Cause.UNPAID, payment, None, payment.amount_minor, off)
    if left <= 0:
        return Verdict(Cause.DOUBLE, payment, None, 0, amount)
    off = amount - left
    if not off:
        return Verdict(payment=payment, fact_minor=left)
    if off > 0 or amount <= 0:
        return Verdict(Cause.AMOUNT, payment, None, left, off)
    is_small = -off * 100 <= left * FEE_PERCENT
    return Verdict(Cause.FEE if is_small else Cause.PARTIAL, payment, None, left, off)


def _given_back(amount: int, payment: PaymentSeen) -> Verdict:
    if amount >= 0:
        return Verdict(Cause.UNEXPLAINED, payment)
    left = payment.refunds_left
    if -amount in left:
        return Verdict(payment=payment, fact_minor=amount)
    if left:
        fact = -min(left, key=lambda one: (abs(one + amount), one))
        return Verdict(Cause.AMOUNT, payment, None, fact, amount - fact)
    return Verdict(Cause.DOUBLE if payment.refunds else Cause.UNPAID, payment, None, 0, amount)


def _by_bank(line: LineSeen, payment: PaymentSeen) -> Verdict:
    if line.net_minor > 0:
        return _taken(line.net_minor, payment)
    return _given_back(line.net_minor, payment)


def _named(line: LineSeen, named: Sequence[PaymentSeen]) -> Verdict:
    ours = [one for one in named if one.currency == line.currency]
    if ours:
        return _best([_by_bank(line, one) for one in ours])
    if len(named) > 1:
        return Verdict(Cause.CURRENCY, named[0])
    return _abroad(line.net_minor, None, named[0])


def _best(verdicts: Sequence[Verdict]) -> Verdict:
    """The exact one if there is one alone; two that fit are for a person to choose from."""
    exact = [one for one in verdicts if one.is_exact]
    if len(exact) > 1:
        return replace(exact[0], cause=Cause.LIKELY)
    if exact:
        return exact[0]
    return min(verdicts, key=lambda one: (one.cause is not Cause.UNPAID, abs(one.off_minor)))


def _payout(line: LineSeen, payouts: Sequence[PayoutSeen], days: int) -> PayoutSeen | None:
    fits = [
        one for one in payouts
        if (one.amount_minor, one.currency) == (line.net_minor, line.currency)
        and one.day - EARLY <= line.day <= one.day + timedelta(days=days)
    ]  # fmt: skip
    return min(
        fits, key=lambda one: (not _says(line.text, one), abs(line.day - one.day)), default=None
    )


def _says(text: str, payout: PayoutSeen) -> bool:
    """Whether a bank's words name the provider, or its payout."""
    said = text.casefold()
    names = (payout.provider.replace("_", " "), payout.reference)
    return any(name.casefold() in said for name in names if name)
