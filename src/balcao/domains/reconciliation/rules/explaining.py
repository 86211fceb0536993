"""Why a line waits, in words, and why a balance is what it is. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final

from balcao.domains.reconciliation.values import Cause, ClearingView, LineKind, Part
from balcao.kernel.money import Money

WORDS: Final = {
    Cause.NONE: "It matches.",
    Cause.AMOUNT: "The amount differs from ours by {off}.",
    Cause.FEE: "{off} less than ours arrived. It looks as if a fee was withheld.",
    Cause.PARTIAL: "Only a part of our amount arrived, {off} is not there yet.",
    Cause.CURRENCY: "It is in another currency than the payment.",
    Cause.UNKNOWN: "Nothing of ours goes by this reference or amount.",
    Cause.DOUBLE: "Another line has told this payment already; this one is {off} more.",
    Cause.LIKELY: "The amount and the days fit, but the text does not say it.",
    Cause.UNEXPLAINED: "A change of the balance that has nothing of ours behind it.",
}
UNPAID: Final = {
    True: "Money came for an order that waits to be paid. Accepting it marks the order as paid.",
    False: "Money came for an order that waits to be paid, and {off} differ from what it owes.",
}
EXCHANGED: Final = (
    "It is in another currency than the payment, and may be {fact} of ours. Accepting it books "
    "both, and what they differ by at the rate of the day as an exchange difference."
)
NOT_GIVEN: Final = "They gave money back that we have not given back: {off}."


NOT_PARTS: Final = ("ledger", "reported")


def explain(
    cause: Cause, kind: LineKind, off_minor: int, net_minor: int, currency: str, fact_minor: int = 0
) -> str:
    """What a line waits for; ``off_minor`` and ``fact_minor`` are of ``currency``."""
    if cause is Cause.CURRENCY and fact_minor:
        return EXCHANGED.format(fact=f"{Money(abs(fact_minor), currency).major} {currency}")
    off = f"{Money(abs(off_minor), currency).major} {currency}"
    if cause is not Cause.UNPAID:
        return WORDS[cause].format(off=off)
    if kind is LineKind.REFUND or net_minor < 0:
        return NOT_GIVEN.format(off=off)
    return UNPAID[not off_minor].format(off=off)


def explained(
    rows: Iterable[Mapping[str, Any]],
    in_transit: Mapping[tuple[str, str], int],
    reported_at: Mapping[str, datetime],
) -> list[ClearingView]:
    """What the books hold by provider and currency, from sums by part (``sql/clearing.sql``)."""
    found: dict[tuple[str, str], dict[str, Part]] = {}
    for row in rows:
        parts = found.setdefault((row["provider"], row["currency"]), {})
        parts[row["part"]] = Part(row["part"], row["amount_minor"], row["count"])
    return [
        ClearingView(
            provider=provider,
            currency=currency,
            ledger_minor=_amount(parts, "ledger"),
            reported_minor=_amount(parts, "reported"),
            in_transit_minor=in_transit.get((provider, currency), 0),
            parts=tuple(part for code, part in parts.items() if code not in NOT_PARTS),
            reported_at=reported_at.get(provider),
        )
        for (provider, currency), parts in sorted(found.items())
    ]


def _amount(parts: Mapping[str, Part], code: str) -> int:
    return parts[code].amount_minor if code in parts else 0
