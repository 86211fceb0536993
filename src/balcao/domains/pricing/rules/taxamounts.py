"""From amounts and rates to taxes in minor units: inside a price, or on top of it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from balcao.domains.pricing.rules.taxplaces import Rates, parts_of
from balcao.domains.pricing.rules.taxrounding import rounded, rounded_once, split
from balcao.domains.pricing.values import RoundBy, TaxLine, TaxRateRule, TaxRules


@dataclass(frozen=True, slots=True)
class Part:
    """An amount, the rates that it is taxed by, and those whose tax is inside it already."""

    line_no: int | None
    minor: int
    rates: Rates
    within: Rates = ()


def inside(parts: Sequence[Part], rules: TaxRules) -> list[TaxLine]:
    """The taxes inside the amounts; what is left of an amount is its net price.

    The whole tax of an amount is rounded, then shared between its rates, so that net and taxes
    always add up to what is paid.
    """
    found: list[TaxLine] = []
    for part, whole in zip(parts, taken_off(parts, rules), strict=True):
        if part.rates:
            amounts = split(whole, parts_of(part.rates))
            found += _lines(part, part.minor - whole, amounts, is_included=True)
    return found


def on_top(parts: Sequence[Part], rules: TaxRules) -> list[TaxLine]:
    """The taxes that come on top of the amounts, each rate rounded for itself."""
    exacts = {
        (nr, k): part.minor * exact
        for nr, part in enumerate(parts)
        for k, exact in enumerate(parts_of(part.rates))
    }
    amounts: dict[tuple[int, int], int] = {}
    if rules.round_by is RoundBy.LINE:
        amounts = {key: rounded(exact, rules.round_mode) for key, exact in exacts.items()}
    else:
        for keys in _by_rate(parts, exacts).values():
            shares = rounded_once([exacts[key] for key in keys], rules.round_mode)
            amounts.update(zip(keys, shares, strict=True))
    return [
        line
        for nr, part in enumerate(parts)
        for line in _lines(
            part, part.minor, [amounts[nr, k] for k in range(len(part.rates))], is_included=False
        )
    ]


def taken_off(parts: Sequence[Part], rules: TaxRules) -> list[int]:
    """The whole tax inside each amount, never more than the amount."""
    exacts = [_inside_of(part) for part in parts]
    if rules.round_by is RoundBy.LINE:
        return [rounded(exact, rules.round_mode) for exact in exacts]
    found = [0] * len(parts)
    groups: dict[Rates, list[int]] = {}
    for nr, part in enumerate(parts):
        groups.setdefault(part.within, []).append(nr)
    for members in groups.values():
        shares = rounded_once([exacts[nr] for nr in members], rules.round_mode)
        for nr, share in zip(members, shares, strict=True):
            found[nr] = share
    return found


def _inside_of(part: Part) -> Fraction:
    whole = sum(parts_of(part.within), Fraction(0))
    return part.minor * whole / (1 + whole)


def _by_rate(
    parts: Sequence[Part], keys: Iterable[tuple[int, int]]
) -> dict[TaxRateRule, list[tuple[int, int]]]:
    found: dict[TaxRateRule, list[tuple[int, int]]] = {}
    for nr, k in keys:
        found.setdefault(parts[nr].rates[k], []).append((nr, k))
    return found


def _lines(part: Part, net: int, amounts: Sequence[int], *, is_included: bool) -> list[TaxLine]:
    found: list[TaxLine] = []
    before = 0
    for rate, amount in zip(part.rates, amounts, strict=True):
        base = net + before * rate.is_compound + amount * rate.is_inside
        found.append(
            TaxLine(
                line_no=part.line_no,
                jurisdiction=rate.jurisdiction,
                name=rate.name,
                rate_ppm=rate.rate_ppm,
                base_minor=base,
                amount_minor=amount,
                is_included=is_included,
            )
        )
        before += amount
    return found
