"""The taxes of a purchase. Pure.

Tax is on what is paid: amounts come after discounts. Prices that include tax stay what they are;
taxes that are added come on top. Sources of the method: directive 2006/112/EC, articles 73, 78, 79
and 83 (what is taxed), 93 (the rate of the moment of supply), 138 (supplies between states).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from balcao.domains.pricing.rules.taxamounts import Part, inside, on_top, taken_off
from balcao.domains.pricing.rules.taxids import eu_country_of, is_reverse_charged, is_tax_id
from balcao.domains.pricing.rules.taxplaces import Rates, rates_here, rates_of
from balcao.domains.pricing.values import (
    LIKE_GOODS,
    STANDARD,
    Elsewhere,
    Place,
    TaxableLine,
    TaxLine,
    TaxNote,
    TaxRateRule,
    TaxRequest,
    TaxResult,
    TaxRules,
)
from balcao.kernel.shares import spread


def tax_of(request: TaxRequest, rules: TaxRules) -> TaxResult:
    """The taxes of a purchase by a store's own rates.

    The order of lines makes no difference; lines come back by number, the shipping last.
    """
    if rules.is_empty or not request.lines:
        return TaxResult()
    if not request.ship_to.country:
        return TaxResult(notes=(TaxNote.PLACE_UNKNOWN,))
    free = _freed(request, rules)
    parts, is_net = _parts(request, rules)
    notes = [*_notes(request, free), *([TaxNote.FROM_NET] if is_net else [])]
    if free is not None:
        return _without_tax(parts, free, rules, notes)
    if not any(part.rates or part.within for part in parts):
        return TaxResult(notes=(*notes, TaxNote.NO_RATES_HERE))
    if rules.prices_include_tax and not is_net:
        return _result(inside(parts, rules), notes=notes)
    off = taken_off(parts, rules) if is_net else [0] * len(parts)
    nets = [
        Part(part.line_no, part.minor - less, part.rates)
        for part, less in zip(parts, off, strict=True)
    ]
    return _result(on_top(nets, rules), notes=notes, exemption=sum(off))


def _parts(request: TaxRequest, rules: TaxRules) -> tuple[list[Part], bool]:
    """Every line under its rates; and whether prices are reckoned anew from net."""
    lines = sorted(
        _with_shipping(request.lines, rules.shipping_class),
        key=lambda one: (one.line_no is None, one.line_no or 0, one.tax_class, one.amount_minor),
    )
    there = _by_class(rules.rates, request.ship_to, request.at)
    home = _by_class(rules.rates, rules.origin, request.at)
    is_net = (
        rules.prices_include_tax
        and rules.elsewhere is Elsewhere.FROM_NET
        and any(home(one.tax_class) != there(one.tax_class) for one in lines)
    )
    worth: dict[tuple[int | None, Rates, Rates], int] = {}
    for one in lines:
        rates = there(one.tax_class)
        key = one.line_no, rates, home(one.tax_class) if is_net else rates
        worth[key] = worth.get(key, 0) + one.amount_minor
    return [Part(nr, minor, rates, old) for (nr, rates, old), minor in worth.items()], is_net


def _by_class(rates: Sequence[TaxRateRule], place: Place, at: datetime) -> Callable[[str], Rates]:
    here = rates_here(rates, place, at)
    known: dict[str, Rates] = {}

    def of(tax_class: str) -> Rates:
        if tax_class not in known:
            known[tax_class] = rates_of(here, tax_class)
        return known[tax_class]

    return of


def _with_shipping(lines: Sequence[TaxableLine], shipping_class: str) -> list[TaxableLine]:
    """Give shipping its class, or share it between the classes of the goods by their prices."""
    goods = [one for one in lines if one.line_no is not None]
    shipping = sum(one.amount_minor for one in lines if one.line_no is None)
    if not shipping:
        return goods
    if shipping_class != LIKE_GOODS or not goods:
        return [*goods, TaxableLine(None, shipping, shipping_class or STANDARD)]
    worth: dict[str, int] = {}
    for one in sorted(goods, key=lambda one: one.tax_class):
        worth[one.tax_class] = worth.get(one.tax_class, 0) + one.amount_minor
    shares = spread(shipping, list(worth.values()))
    return [*goods, *(TaxableLine(None, s, c) for c, s in zip(worth, shares, strict=True) if s)]


def _freed(request: TaxRequest, rules: TaxRules) -> TaxNote | None:
    if request.is_exempt:
        return TaxNote.BUYER_EXEMPT
    is_charged = rules.reverse_charge and is_reverse_charged(
        origin=rules.origin.country, ship_to=request.ship_to.country, tax_id=request.buyer_tax_id
    )
    return TaxNote.REVERSE_CHARGE if is_charged else None


def _notes(request: TaxRequest, free: TaxNote | None) -> list[TaxNote]:
    if free is not None:
        return [free]
    return [TaxNote.TAX_ID_NOT_VALID] if request.buyer_tax_id and _is_bad(request) else []


def _is_bad(request: TaxRequest) -> bool:
    is_known = eu_country_of(request.buyer_tax_id) is not None
    return not is_known and not is_tax_id(request.buyer_tax_id, request.ship_to.country)


def _without_tax(
    parts: Sequence[Part], free: TaxNote, rules: TaxRules, notes: Sequence[TaxNote]
) -> TaxResult:
    """Nothing is taxed; tax inside the prices comes off, and what was free shows in reports."""
    off = taken_off(parts, rules) if rules.prices_include_tax else [0] * len(parts)
    lines = [
        TaxLine(
            line_no=part.line_no,
            jurisdiction=rate.jurisdiction,
            name=f"{rate.name} ({free.replace('_', ' ')})",
            rate_ppm=0,
            base_minor=part.minor - less,
            amount_minor=0,
            is_included=False,
        )
        for part, less in zip(parts, off, strict=True)
        for rate in part.rates
    ]
    return _result(lines, notes=notes, exemption=sum(off))


def _result(lines: Sequence[TaxLine], *, notes: Sequence[TaxNote], exemption: int = 0) -> TaxResult:
    return TaxResult(
        lines=tuple(lines),
        added_minor=sum(one.amount_minor for one in lines if not one.is_included),
        included_minor=sum(one.amount_minor for one in lines if one.is_included),
        exemption_minor=exemption,
        notes=tuple(notes),
    )
