"""Reconciliation as templates show it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from balcao.domains.reconciliation.values import ClearingView, LineKind, LineView
from balcao.entrypoints.console.templatetags.console_words import minor

WIDE: Final = 100
PARTS: Final = {
    "timing": "Moved by us, in no report yet",
    "missing": "Moved by us, and missing in their reports",
    "waiting": "Lines that wait for a decision",
    "noted": "Lines left with a note",
    "difference": "Payments that lines tell only a part of",
    "by_hand": "Booked on this account by hand",
}
KINDS: Final = {
    LineKind.CAPTURE: "Payment",
    LineKind.REFUND: "Refund",
    LineKind.CHARGEBACK: "Chargeback",
    LineKind.FEE: "Fee",
    LineKind.PAYOUT: "Payout",
    LineKind.OTHER: "Other",
    LineKind.BANK: "Bank",
}


@dataclass(frozen=True, slots=True)
class Bar:
    """One step of the explanation; ``x`` and ``width`` are percent of the frame."""

    title: str
    amount: str
    count: int
    code: str
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Explained:
    """A provider's balance as steps from what it reports to what the books say."""

    provider: str
    currency: str
    ledger: str
    in_transit: str
    is_settled: bool
    unexplained: str
    reported_at: datetime | None
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A line with the words for it."""

    view: LineView
    what: str
    amount: str
    fee: str
    net: str


def explained(view: ClearingView) -> Explained:
    """The steps one under the other; the first and last begin at zero."""
    steps = [("What it reports", view.reported_minor, 0, "reported", 0)]
    at = view.reported_minor
    for part in view.parts:
        steps.append((PARTS[part.code], part.amount_minor, part.count, part.code, at))
        at += part.amount_minor
    steps.append(("What the books say", view.ledger_minor, 0, "ledger", 0))
    edges = [edge for _, amount, _, _, start in steps for edge in (start, start + amount)]
    low, high = min(0, *edges), max(0, *edges)
    scale = WIDE / (high - low or 1)
    return Explained(
        provider=view.provider.replace("_", " "),
        currency=view.currency,
        ledger=minor(view.ledger_minor, view.currency),
        in_transit=minor(view.in_transit_minor, view.currency) if view.in_transit_minor else "",
        is_settled=not view.differs,
        unexplained=minor(view.unexplained_minor, view.currency) if view.unexplained_minor else "",
        reported_at=view.reported_at,
        bars=tuple(
            Bar(
                title=title,
                amount=minor(amount, view.currency),
                count=count,
                code=code,
                x=round((min(start, start + amount) - low) * scale, 2),
                width=max(0.4, round(abs(amount) * scale, 2)),
            )
            for title, amount, count, code, start in steps
        ),
    )


def row_of(view: LineView) -> Row:
    """A line as a list shows it."""
    return Row(
        view=view,
        what=KINDS[view.kind],
        amount=minor(view.gross_minor, view.currency),
        fee=minor(view.fee_minor, view.currency) if view.fee_minor else "",
        net=minor(view.net_minor, view.currency),
    )
