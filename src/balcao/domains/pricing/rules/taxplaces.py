"""Which rates hold at a place and a moment. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from fractions import Fraction
from typing import Final

from balcao.domains.pricing.values import EXEMPT, STANDARD, ZERO, Place, TaxRateRule

MILLION: Final = 1_000_000
RANGE: Final = ".."
ANY: Final = "*"
# A class without a rate of its own is taxed as the next one: never too little.
NEXT_CLASS: Final = {"super_reduced": "reduced_low", "reduced_low": "reduced", STANDARD: ""}

Rates = tuple[TaxRateRule, ...]


def rates_here(rates: Iterable[TaxRateRule], place: Place, at: datetime) -> Rates:
    """The rates that hold at a place at a moment, the most specific place first."""
    found = [
        (fit, rate)
        for rate in rates
        if _holds(rate, at) and (fit := fit_of(rate, place)) is not None
    ]
    found.sort(key=lambda one: (one[0], _age(one[1]), one[1].id), reverse=True)
    return tuple(rate for _, rate in found)


def rates_of(here: Sequence[TaxRateRule], tax_class: str) -> Rates:
    """The rates of a class, by priority: one each, that of the most specific place.

    A class without a rate at a priority takes that of the next class: super-reduced, the lower
    reduced, reduced, standard. ``here`` comes from :func:`rates_here`. Nothing is charged on
    exempt goods; goods of the zero class are taxed at nothing, so that they show in reports.
    """
    if tax_class == EXEMPT:
        return ()
    chosen = [_first(here, priority, tax_class) for priority in sorted({r.priority for r in here})]
    return tuple(rate for rate in chosen if rate is not None)


def fit_of(rate: TaxRateRule, place: Place) -> tuple[int, int, int] | None:
    """How specific a rate is for a place; None where it does not hold."""
    if rate.country and rate.country != place.country.strip().upper():
        return None
    if rate.region and rate.region.upper() != place.region.strip().upper():
        return None
    postal = 0
    if rate.postal_codes:
        code = squeezed(place.postal_code)
        postal = max((_fits(pattern, code) for pattern in rate.postal_codes), default=0)
        if not postal:
            return None
    return postal, int(bool(rate.region)), int(bool(rate.country))


def squeezed(code: str) -> str:
    """A postal code without what people write differently: capital letters and digits only."""
    return "".join(one for one in code.upper() if one.isalnum())


def parts_of(rates: Rates) -> list[Fraction]:
    """Each tax as a part of the price without taxes, compound ones on top of those before.

    >>> gst, qst = TaxRateRule(id=1, jurisdiction="CA", name="GST", rate_ppm=50_000), TaxRateRule(
    ...     id=2, jurisdiction="CA-QC", name="QST", rate_ppm=95_000, priority=2, is_compound=True)
    >>> [str(part) for part in parts_of((gst, qst))]
    ['1/20', '399/4000']
    """
    found: list[Fraction] = []
    for rate in rates:
        part = Fraction(rate.rate_ppm, MILLION)
        if rate.is_inside:
            part /= 1 - part
        if rate.is_compound:
            part *= 1 + sum(found, Fraction(0))
        found.append(part)
    return found


def _holds(rate: TaxRateRule, at: datetime) -> bool:
    return (rate.starts_at is None or rate.starts_at <= at) and (
        rate.ends_at is None or at < rate.ends_at
    )


def _age(rate: TaxRateRule) -> float:
    return rate.starts_at.timestamp() if rate.starts_at else float("-inf")


def _first(here: Sequence[TaxRateRule], priority: int, tax_class: str) -> TaxRateRule | None:
    wanted = tax_class
    while wanted:
        for rate in here:
            if rate.priority == priority and rate.tax_class == wanted:
                return rate
        if wanted == ZERO:
            return _at_nothing(here, priority)
        wanted = NEXT_CLASS.get(wanted, STANDARD)
    return None


def _at_nothing(here: Sequence[TaxRateRule], priority: int) -> TaxRateRule | None:
    usual = _first(here, priority, STANDARD)
    if usual is None:
        return None
    return TaxRateRule(
        id=-usual.id,
        jurisdiction=usual.jurisdiction,
        name=usual.name,
        rate_ppm=0,
        tax_class=ZERO,
        priority=priority,
    )


def _fits(pattern: str, code: str) -> int:
    if not code:
        return 0
    first, dots, last = pattern.partition(RANGE)
    if dots:
        low, high = squeezed(first), squeezed(last)
        same = next(
            (i for i, (a, b) in enumerate(zip(low, high, strict=False)) if a != b), len(low)
        )
        return 1 + same if low <= code[: len(low)] and code[: len(high)] <= high else 0
    start = squeezed(pattern)
    if pattern.rstrip().endswith(ANY):
        return 1 + len(start) if code.startswith(start) else 0
    return 2 + len(start) if code == start else 0
