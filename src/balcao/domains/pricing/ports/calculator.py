"""What a calculator of taxes must be able to do, which ones there are, and asking one.

A calculator is an installed package that registers an entry point in the group
``balcao.tax_calculators``; see ``docs/how-to/add-a-tax-calculator.md``. The one called ``tables``
reckons by the store's own rates.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from balcao.domains.pricing.errors import BadTaxAnswer, NoSuchTaxCalculator
from balcao.domains.pricing.rules.taxes import tax_of
from balcao.domains.pricing.values import TaxRequest, TaxResult, TaxRules


class TaxCalculator(Protocol):
    """One way to reckon the taxes of a purchase."""

    code: str

    def label(self) -> str:
        """What people call it, in English."""

    def tax(self, request: TaxRequest, rules: TaxRules) -> TaxResult:
        """The taxes of a purchase; the same question has the same answer.

        A shopper waits for this, and no lock is held meanwhile.

        :raises TaxNotKnown: it cannot be told now; the purchase is refused, nothing is sold
            without tax by accident.
        """


class Tables:
    """Reckons by the rates of the store."""

    code = "tables"

    def label(self) -> str:
        """What people call it."""
        return "Our own rates"

    def tax(self, request: TaxRequest, rules: TaxRules) -> TaxResult:
        """The taxes by the store's rates."""
        return tax_of(request, rules)


_BUILT_IN: list[TaxCalculator] = [Tables()]
_KNOWN: dict[str, TaxCalculator] = {one.code: one for one in _BUILT_IN}


def use_calculators(found: Iterable[TaxCalculator]) -> None:
    """Offer these calculators besides the built-in one."""
    _KNOWN.clear()
    _KNOWN.update({one.code: one for one in [*_BUILT_IN, *found]})


def calculators() -> tuple[TaxCalculator, ...]:
    """All calculators, the built-in one first."""
    return tuple(_KNOWN.values())


def calculator(code: str) -> TaxCalculator:
    """The calculator of a code.

    :raises NoSuchTaxCalculator: none with this code is installed.
    """
    if code not in _KNOWN:
        raise NoSuchTaxCalculator(
            f"No tax calculator is called “{code}”. Choose one of {', '.join(_KNOWN)}.",
            field="calculator",
            known=list(_KNOWN),
        )
    return _KNOWN[code]


def taxes_of(request: TaxRequest, rules: TaxRules) -> TaxResult:
    """The taxes of a purchase by the calculator that the store has chosen.

    :raises NoSuchTaxCalculator: it is not installed any more.
    :raises TaxNotKnown: it cannot tell now.
    :raises BadTaxAnswer: its answer does not add up.
    """
    if rules.is_empty:
        return TaxResult()
    result = calculator(rules.calculator).tax(request, rules)
    if rules.calculator != Tables.code:
        _check(request, result)
    return result


def _check(request: TaxRequest, result: TaxResult) -> None:
    paid: dict[int | None, int] = {}
    for line in request.lines:
        paid[line.line_no] = paid.get(line.line_no, 0) + line.amount_minor
    for one in result.lines:
        if min(one.base_minor, one.amount_minor, one.rate_ppm) < 0 or one.line_no not in paid:
            raise BadTaxAnswer(line_no=one.line_no)
        if one.is_included:
            paid[one.line_no] -= one.amount_minor
    added = sum(one.amount_minor for one in result.lines if not one.is_included)
    included = sum(one.amount_minor for one in result.lines if one.is_included)
    is_more = any(left < 0 for left in paid.values())
    is_off = (result.added_minor, result.included_minor) != (added, included)
    if is_more or is_off or not 0 <= result.exemption_minor <= sum(paid.values()):
        raise BadTaxAnswer
