"""Adding orders up: in all, by day, by segment, by jurisdiction, and those that change most. Pure.

A tally is JSON at any moment, so that a run can go on after a crash with what it has.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from balcao.domains.analytics.values import Change, Result, Sums
from balcao.domains.analytics.values.results import Sample

SHOWN: Final = 10


class Tally:
    """Sums of a back-test, as far as it is."""

    def __init__(self, kept: Mapping[str, Any] | None = None) -> None:
        kept = kept or {}
        self.total = Sums(**kept.get("total", {}))
        self.days = {key: Sums(**one) for key, one in kept.get("days", {}).items()}
        self.segments = {key: Sums(**one) for key, one in kept.get("segments", {}).items()}
        self.jurisdictions: dict[str, list[int]] = {
            key: list(one) for key, one in kept.get("jurisdictions", {}).items()
        }
        self.gains = [_sample(one) for one in kept.get("gains", ())]
        self.losses = [_sample(one) for one in kept.get("losses", ())]

    def add(self, change: Change, *, day: str, groups: Collection[str]) -> None:
        """Count an order; ``day`` is the store's, ``groups`` are the segments of its shopper."""
        add(self.total, change)
        add(self.days.setdefault(day, Sums()), change)
        for slug in groups or ("",):
            add(self.segments.setdefault(slug, Sums()), change)
        for at, taxes in enumerate((change.taxes_before, change.taxes_after)):
            for name, amount in taxes.items():
                self.jurisdictions.setdefault(name, [0, 0])[at] += amount
        if change.is_touched:
            self._show(change)

    def document(self) -> dict[str, Any]:
        """The tally as JSON; a new one of it goes on where this one is."""
        return {
            "total": asdict(self.total),
            "days": {key: asdict(one) for key, one in sorted(self.days.items())},
            "segments": {key: asdict(one) for key, one in sorted(self.segments.items())},
            "jurisdictions": dict(sorted(self.jurisdictions.items())),
            "gains": [_plain(one) for one in self.gains],
            "losses": [_plain(one) for one in self.losses],
        }

    def result(self, *, other_currency: int) -> Result:
        """The tally as others see it."""
        return Result(
            total=self.total,
            days=dict(sorted(self.days.items())),
            segments=dict(sorted(self.segments.items())),
            jurisdictions={k: (a, b) for k, (a, b) in sorted(self.jurisdictions.items())},
            gains=tuple(self.gains),
            losses=tuple(self.losses),
            other_currency=other_currency,
        )

    def _show(self, change: Change) -> None:
        """Keep the orders that gain or lose most; the earlier one where two are alike."""
        amount = moved(change)
        if not amount:
            return
        kept, sign = (self.gains, -1) if amount > 0 else (self.losses, 1)
        if len(kept) == SHOWN and sign * amount >= sign * kept[-1].change_minor:
            return
        kept.append(
            Sample(
                order_id=change.order_id,
                number=change.number,
                placed_at=change.placed_at,
                discount_before=change.before.discount_minor,
                discount_after=change.after.discount_minor,
                change_minor=amount,
            )
        )
        kept.sort(key=lambda one: (sign * one.change_minor, one.placed_at, one.order_id))
        del kept[SHOWN:]


def moved(change: Change) -> int:
    """What an order leaves more: of margin where its cost is known, else of revenue."""
    more = change.after.revenue_minor - change.before.revenue_minor
    before, after = change.before.cost_minor, change.after.cost_minor
    return more if before is None or after is None else more - (after - before)


def add(sums: Sums, change: Change) -> None:
    """Add an order to some sums."""
    before, after = change.before, change.after
    sums.orders += 1
    sums.touched += change.is_touched
    sums.lines_before += before.lines_minor
    sums.lines_after += after.lines_minor
    sums.discount_before += before.discount_minor
    sums.discount_after += after.discount_minor
    sums.tax_before += before.tax_minor
    sums.tax_after += after.tax_minor
    sums.paid_before += before.paid_minor
    sums.paid_after += after.paid_minor
    left_before, left_after = before.revenue_minor, after.revenue_minor
    sums.revenue_before += left_before
    sums.revenue_after += left_after
    if before.cost_minor is None or after.cost_minor is None:
        return
    sums.costed += 1
    sums.costed_revenue_before += left_before
    sums.costed_revenue_after += left_after
    sums.cost_before += before.cost_minor
    sums.cost_after += after.cost_minor
    sums.at_loss_before += left_before < before.cost_minor
    sums.at_loss_after += left_after < after.cost_minor


def _plain(one: Sample) -> dict[str, Any]:
    return {**asdict(one), "order_id": str(one.order_id), "placed_at": one.placed_at.isoformat()}


def _sample(kept: Mapping[str, Any]) -> Sample:
    when = datetime.fromisoformat(kept["placed_at"])
    return Sample(**{**kept, "order_id": UUID(kept["order_id"]), "placed_at": when})
