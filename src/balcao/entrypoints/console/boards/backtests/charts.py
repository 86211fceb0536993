"""A result as figures, drawings and tables: heights are percent of their frame."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from balcao.domains.analytics.values import BackTestInfo, Kind, Result, Sums
from balcao.domains.analytics.values.results import Sample
from balcao.kernel.money import Money

FRAME: Final = 100
BY_WEEK, BY_MONTH = 62, 400
MEASURES: Final = {
    Kind.PROMOTION: ("Discount given", "discount"),
    Kind.PRICE: ("What shoppers pay", "paid"),
    Kind.TAX: ("Tax", "tax"),
}


@dataclass(frozen=True, slots=True)
class Bar:
    """One stretch of days: both sides as money and as percent of the frame."""

    label: str
    before: Money
    after: Money
    x: int
    y_before: int
    high_before: int
    y_after: int
    high_after: int


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing of bars in pairs; ``width`` is that of its frame, ``most`` what its top means."""

    title: str
    bars: tuple[Bar, ...]
    width: int
    most: Money
    is_flat: bool


@dataclass(frozen=True, slots=True)
class Row:
    """Orders of a segment, or of nothing but a day, as a table shows them."""

    name: str
    orders: int
    touched: int
    before: Money
    after: Money
    change: Money
    margin: Money
    share: int


@dataclass(frozen=True, slots=True)
class Figure:
    """One number before and after."""

    name: str
    before: Money
    after: Money
    change: Money
    rate: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """The tax of a jurisdiction."""

    name: str
    before: Money
    after: Money
    change: Money


@dataclass(frozen=True, slots=True)
class Sampled:
    """An order that would have changed much."""

    number: str
    order_id: UUID
    placed_at: datetime
    change: Money


@dataclass(frozen=True, slots=True)
class Shown:
    """All that the page of a result needs."""

    total: Sums
    measure: str
    figures: tuple[Figure, ...]
    charts: tuple[Chart, ...]
    segments: tuple[Row, ...]
    places: tuple[Place, ...]
    losses: tuple[Sampled, ...]
    gains: tuple[Sampled, ...]
    other_currency: int
    every: str


def shown(result: Result, info: BackTestInfo) -> Shown:
    """A result as its page shows it."""
    unit = info.currency
    title, name = MEASURES[Kind(info.kind)]
    every, days = _stretches(result.days)
    charts = [_chart(title, days, unit, _sides(name))]
    if result.total.costed:
        charts.append(_chart("Margin", days, unit, _sides("margin")))
    return Shown(
        total=result.total,
        measure=title,
        figures=_figures(result.total, unit),
        charts=tuple(charts),
        segments=tuple(
            _row(slug or "In no segment", one, unit, result.total, name)
            for slug, one in result.segments.items()
        ),
        places=tuple(
            Place(place, Money(a, unit), Money(b, unit), Money(b - a, unit))
            for place, (a, b) in result.jurisdictions.items()
        ),
        losses=tuple(_sampled(one, unit) for one in result.losses),
        gains=tuple(_sampled(one, unit) for one in result.gains),
        other_currency=result.other_currency,
        every=every,
    )


def _figures(total: Sums, unit: str) -> tuple[Figure, ...]:
    names = (("Discount given", "discount"), ("What shoppers pay", "paid"), ("Tax", "tax"))
    found = [_figure(title, total, name, unit) for title, name in names]
    found.append(_figure("Revenue without tax", total, "revenue", unit))
    if total.costed:
        rates = f"{_percent(total.margin_rate_before)} → {_percent(total.margin_rate_after)}"
        found.append(_figure("Margin", total, "margin", unit, rates))
    return tuple(found)


def _figure(title: str, total: Sums, name: str, unit: str, rate: str = "") -> Figure:
    before, after = getattr(total, f"{name}_before"), getattr(total, f"{name}_after")
    return Figure(title, Money(before, unit), Money(after, unit), Money(after - before, unit), rate)


def _percent(hundredths: int | None) -> str:
    return "—" if hundredths is None else f"{hundredths / 100:.1f} %"


def _sides(name: str) -> Callable[[Sums], tuple[int, int]]:
    return lambda one: (getattr(one, f"{name}_before"), getattr(one, f"{name}_after"))


def _stretches(days: Mapping[str, Sums]) -> tuple[str, list[tuple[str, list[Sums]]]]:
    """Days, weeks or months, so that bars stay wide enough to be seen; none is left out."""
    if not days:
        return "day", []
    first, last = (date.fromisoformat(one) for one in (min(days), max(days)))
    span = (last - first).days + 1
    every = "day" if span <= BY_WEEK else "week" if span <= BY_MONTH else "month"
    found: dict[str, list[Sums]] = {}
    for at in range(span):
        day = first + timedelta(days=at)
        label = _label(day, every)
        kept = found.setdefault(label, [])
        if day.isoformat() in days:
            kept.append(days[day.isoformat()])
    return every, list(found.items())


def _label(day: date, every: str) -> str:
    if every == "month":
        return f"{day:%b %Y}"
    begins = day - timedelta(days=day.weekday()) if every == "week" else day
    return f"{begins.day} {begins:%b %Y}"


def _chart(
    title: str,
    stretches: list[tuple[str, list[Sums]]],
    unit: str,
    sides: Callable[[Sums], tuple[int, int]],
) -> Chart:
    pairs = []
    for label, some in stretches:
        both = [sides(one) for one in some]
        pairs.append((label, sum(a for a, _ in both), sum(b for _, b in both)))
    most = max((max(a, b) for _, a, b in pairs), default=0)
    bars = []
    for at, (label, before, after) in enumerate(pairs):
        high = [FRAME * max(0, one) // most if most > 0 else 0 for one in (before, after)]
        bars.append(
            Bar(
                label=label,
                before=Money(before, unit),
                after=Money(after, unit),
                x=10 * at,
                y_before=FRAME - high[0],
                high_before=high[0],
                y_after=FRAME - high[1],
                high_after=high[1],
            )
        )
    return Chart(title, tuple(bars), 10 * len(bars) or 10, Money(max(most, 0), unit), most <= 0)


def _row(name: str, one: Sums, unit: str, total: Sums, measure: str) -> Row:
    before, after = _sides(measure)(one)
    return Row(
        name=name,
        orders=one.orders,
        touched=one.touched,
        before=Money(before, unit),
        after=Money(after, unit),
        change=Money(after - before, unit),
        margin=Money(one.margin_change, unit),
        share=FRAME * one.touched // total.touched if total.touched else 0,
    )


def _sampled(one: Sample, unit: str) -> Sampled:
    return Sampled(one.number, one.order_id, one.placed_at, Money(one.change_minor, unit))
