"""What of ours lines may stand for: payments they name, payments alike, payouts on their way."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from balcao.domains.ledger.queries import accounts_by_hand
from balcao.domains.payments.ports import offered
from balcao.domains.reconciliation.models import Line
from balcao.domains.reconciliation.rules.booking import BANK, CLEARING
from balcao.domains.reconciliation.rules.matching import LineSeen, told
from balcao.domains.reconciliation.values import LineKind, LineState, PaymentSeen, PayoutSeen
from balcao.plumbing.sql import run_sql

# Providers whose lines come from a report of their own; banks tell of the others.
REPORTED: Final = frozenset({"stripe"})
TOKEN: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{3,59}")
BARE_NUMBER: Final = re.compile(r"([A-Za-z]+)([0-9]+)")
HEX_ID: Final = re.compile(r"[0-9a-fA-F]{32}")
BEFORE: Final = timedelta(days=45)
AFTER: Final = timedelta(days=3)


class Candidates:
    """What lines of one batch may stand for, kept up to date while the batch is matched."""

    def __init__(
        self,
        named: Iterable[PaymentSeen],
        alike: Iterable[PaymentSeen],
        payouts: Sequence[PayoutSeen],
    ) -> None:
        self._payments: dict[UUID, PaymentSeen] = {}
        self._by_name: dict[str, list[UUID]] = {}
        self._by_amount: dict[int, list[UUID]] = {}
        self.payouts = list(payouts)
        for one in alike:
            self._payments[one.id] = one
            self._by_amount.setdefault(one.amount_minor, []).append(one.id)
        for one in named:
            self._payments[one.id] = one
            for name in {one.provider_reference, one.id.hex, one.reference} - {""}:
                self._by_name.setdefault(name, []).append(one.id)

    def by_id(self, payment_id: UUID) -> PaymentSeen | None:
        """A payment of the batch."""
        return self._payments.get(payment_id)

    def named(self, names: Iterable[str]) -> list[PaymentSeen]:
        """The payments that go by these names, each once."""
        found = [key for name in names for key in self._by_name.get(name, [])]
        return [self._payments[key] for key in dict.fromkeys(found)]

    def alike(self, amount: int) -> list[PaymentSeen]:
        """Payments of this amount of which nothing has been told."""
        return [self._payments[key] for key in self._by_amount.get(amount, [])]

    def take(self, payment: PaymentSeen | None, payout: PayoutSeen | None, fact: int) -> None:
        """A line stands for this now, and no other line can."""
        if payment is not None:
            self._payments[payment.id] = told(self._payments[payment.id], fact)
        if payout is not None:
            self.payouts.remove(payout)


def names_in(text: str) -> list[str]:
    """Words that could be a reference or an order's number; banks leave out its hyphen."""
    found = TOKEN.findall(text)
    upper = [one.upper() for one in found]
    bare = [f"{said[1]}-{said[2]}" for one in upper if (said := BARE_NUMBER.fullmatch(one))]
    hexes = [one.lower() for one in found if HEX_ID.fullmatch(one)]
    return list(dict.fromkeys([*found, *upper, *bare, *hexes]))


def seen(row: Line, zone: ZoneInfo) -> LineSeen:
    """A line as matching needs it."""
    words = (row.description, row.reference, row.other_reference)
    return LineSeen(
        id=row.pk,
        kind=LineKind(row.kind),
        currency=row.currency,
        gross_minor=row.gross_minor,
        net_minor=row.net_minor,
        day=row.at.astimezone(zone).date(),
        reference=row.reference or row.other_reference,
        paid_minor=row.paid_minor,
        paid_currency=row.paid_currency,
        text=" ".join(word for word in words if word),
    )


def candidates_for(
    store_id: int, source: str, rows: Sequence[Line], zone: ZoneInfo, more: Sequence[str] = ()
) -> Candidates:
    """What these lines of one source may stand for; ``more`` are names given by hand."""
    if not source.startswith(BANK):
        names = [*more, *(name for row in rows for name in (row.reference, row.other_reference))]
        return Candidates(_named(store_id, [source], names), [], [])
    providers = _told_by_banks(store_id)
    names = [*more, *(name for row in rows for name in names_in(seen(row, zone).text))]
    return Candidates(
        _named(store_id, providers, names),
        _alike(store_id, providers, rows),
        _payouts(store_id, rows, zone),
    )


def _named(store_id: int, providers: list[str], names: Sequence[str]) -> list[PaymentSeen]:
    wanted = sorted({name for name in names if name})
    return _payments(
        "payments_named",
        store_id=store_id,
        providers=providers,
        references=wanted,
        ids=[UUID(one) for one in wanted if HEX_ID.fullmatch(one)],
        numbers=[one for one in wanted if len(one) <= 20],
    )


def _alike(store_id: int, providers: list[str], rows: Sequence[Line]) -> list[PaymentSeen]:
    amounts = sorted({row.net_minor for row in rows if row.net_minor > 0})
    if not amounts:
        return []
    return _payments(
        "payments_alike",
        store_id=store_id,
        providers=providers,
        amounts=amounts,
        since=min(row.at for row in rows) - BEFORE,
        until=max(row.at for row in rows) + AFTER,
    )


def _payouts(store_id: int, rows: Sequence[Line], zone: ZoneInfo) -> list[PayoutSeen]:
    sent = Line.objects.filter(
        store_id=store_id,
        kind=LineKind.PAYOUT,
        state=LineState.MATCHED,
        gross_minor__in={-row.net_minor for row in rows},
    )
    arrived = Line.objects.filter(
        store_id=store_id, state=LineState.MATCHED, pair_id__isnull=False
    ).values("pair_id")
    return [payout_seen(row, zone) for row in sent.exclude(pk__in=arrived).order_by("at", "pk")]


def payout_seen(row: Line, zone: ZoneInfo) -> PayoutSeen:
    """A payout as bank lines are compared with it."""
    return PayoutSeen(
        line_id=row.pk,
        provider=row.source,
        reference=row.payout,
        currency=row.currency,
        amount_minor=-row.gross_minor,
        day=row.at.astimezone(zone).date(),
    )


def _told_by_banks(store_id: int) -> list[str]:
    codes = {provider.code for provider in offered()}
    booked = {
        code.removeprefix(CLEARING)
        for code, _ in accounts_by_hand(store_id)
        if code.startswith(CLEARING)
    }
    return sorted((codes | booked) - REPORTED)


def _payments(statement: str, **asked: Any) -> list[PaymentSeen]:
    def row(**columns: Any) -> PaymentSeen:
        for name in ("refunds", "reported_refunds"):
            columns[name] = tuple(columns[name])
        return PaymentSeen(**columns)

    return run_sql(f"reconciliation/{statement}", row, **asked)
