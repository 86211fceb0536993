"""The form that says when a store hands parcels over: what was typed, and the rules in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, time
from typing import Final

from django.http import QueryDict

from balcao.domains.shipping.values import SendingRules
from balcao.entrypoints.console.listing import number_of

DAYS: Final = (
    (1, "Monday"), (2, "Tuesday"), (3, "Wednesday"), (4, "Thursday"), (5, "Friday"),
    (6, "Saturday"), (7, "Sunday"),
)  # fmt: skip
BEYOND: Final = -1  # what is no number is refused by the operation
LONGEST: Final = 2000
SHORT: Final = 10


@dataclass(frozen=True, slots=True)
class SendingForm:
    """What the form shows; ``wrong`` are words beside a field, by its name."""

    is_on: bool
    cutoff: str
    packing_days: str
    week: tuple[tuple[int, str, bool], ...]
    closed_on: str
    region: str
    wrong: Mapping[str, str] = field(default_factory=dict)

    def refused(self, name: str, words: str) -> SendingForm:
        """The same form with words beside a field."""
        return replace(self, wrong={**self.wrong, name: words})


def form_of(rules: SendingRules) -> SendingForm:
    """The form as it is opened."""
    return SendingForm(
        is_on=rules.is_on,
        cutoff=f"{rules.cutoff:%H:%M}",
        packing_days=str(rules.packing_days),
        week=_week(set(rules.weekdays)),
        closed_on="\n".join(day.isoformat() for day in rules.closed_on),
        region=rules.region,
    )


def typed_in(post: QueryDict) -> tuple[SendingForm, SendingRules]:
    """The form as it was sent, and its rules; those hold only where ``wrong`` is empty."""
    chosen = {number_of(one, BEYOND) for one in post.getlist("weekdays")[:SHORT]}
    form = SendingForm(
        is_on=bool(post.get("is_on")),
        cutoff=post.get("cutoff", "").strip()[:SHORT],
        packing_days=post.get("packing_days", "").strip()[:SHORT],
        week=_week(chosen),
        closed_on=post.get("closed_on", "").strip()[:LONGEST],
        region=post.get("region", "").strip().upper()[:SHORT],
    )
    rules = SendingRules(
        is_on=form.is_on,
        packing_days=number_of(form.packing_days, BEYOND),
        weekdays=tuple(sorted(chosen)),
        region=form.region,
    )
    try:
        rules = replace(rules, cutoff=time.fromisoformat(form.cutoff))
    except ValueError:
        form = form.refused("cutoff", "A cut-off is a time of day, such as 14:00.")
    try:
        rules = replace(rules, closed_on=_days_in(form.closed_on))
    except ValueError:
        form = form.refused("closed_on", "Write each day as 2026-12-24, one on a line.")
    return form, rules


def _days_in(text: str) -> tuple[date, ...]:
    return tuple(date.fromisoformat(word) for word in text.replace(",", " ").split())


def _week(chosen: set[int]) -> tuple[tuple[int, str, bool], ...]:
    return tuple((number, name, number in chosen) for number, name in DAYS)
