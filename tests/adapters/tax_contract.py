"""What every calculator of taxes must do: subclass it and give it a ``calculator``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from balcao.domains.pricing.errors import TaxNotKnown
from balcao.domains.pricing.ports import taxes_of, use_calculators
from balcao.domains.pricing.values import Place, TaxableLine, TaxRateRule, TaxRequest, TaxRules

RATE = TaxRateRule(id=1, jurisdiction="DE", name="VAT", rate_ppm=190_000, country="DE")
REQUEST = TaxRequest(
    currency="EUR",
    lines=(TaxableLine(1, 10_000), TaxableLine(2, 5_000), TaxableLine(None, 500)),
    ship_to=Place("DE", "", "10115"),
    at=datetime(2026, 3, 1, 12, tzinfo=UTC),
)


class TaxContract:
    """A German purchase of 155.00 net, taxed at 19 %: any right calculator comes to 29.45."""

    @pytest.fixture
    def rules(self, calculator: Any) -> Iterator[TaxRules]:
        """Rules that choose the calculator under test, for prices without tax."""
        use_calculators([calculator] if calculator.code != "tables" else [])
        yield TaxRules(
            store_id=1, rates=(RATE,), prices_include_tax=False, calculator=calculator.code
        )
        use_calculators([])

    def test_has_a_code_and_a_name_for_people(self, calculator: Any) -> None:
        assert calculator.code and calculator.label()

    def test_taxes_goods_and_shipping(self, rules: TaxRules) -> None:
        result = taxes_of(REQUEST, rules)
        assert (result.added_minor, result.included_minor) == (2_945, 0)
        assert {one.line_no for one in result.lines} == {1, 2, None}

    def test_finds_the_tax_inside_prices_that_include_it(self, rules: TaxRules) -> None:
        gross = replace(REQUEST, lines=(TaxableLine(1, 11_900),))
        result = taxes_of(gross, replace(rules, prices_include_tax=True))
        assert (result.added_minor, result.included_minor) == (0, 1_900)

    def test_gives_the_same_answer_to_the_same_question(self, rules: TaxRules) -> None:
        assert taxes_of(REQUEST, rules) == taxes_of(REQUEST, rules)

    def test_does_not_look_at_the_order_of_lines(self, rules: TaxRules) -> None:
        turned = replace(REQUEST, lines=REQUEST.lines[::-1])
        assert taxes_of(turned, rules).added_minor == 2_945

    def test_taxes_no_buyer_who_is_exempt(self, rules: TaxRules) -> None:
        assert taxes_of(replace(REQUEST, is_exempt=True), rules).added_minor == 0


class OutsideContract(TaxContract):
    """A calculator that asks a service: give a ``service`` that can go away, stall and lie."""

    def test_refuses_while_the_service_is_away(self, rules: TaxRules, service: Any) -> None:
        service.is_away = True
        with pytest.raises(TaxNotKnown):
            taxes_of(REQUEST, rules)

    def test_does_not_wait_for_long(self, rules: TaxRules, service: Any) -> None:
        service.stalls = True
        began = datetime.now(UTC)
        with pytest.raises(TaxNotKnown):
            taxes_of(REQUEST, rules)
        assert (datetime.now(UTC) - began).total_seconds() < service.patience

    @pytest.mark.parametrize("lie", ["", "[]", '{"taxes": "none"}', '{"taxes": [{"line": 9}]}'])
    def test_refuses_an_answer_that_cannot_be_read(
        self, rules: TaxRules, service: Any, lie: str
    ) -> None:
        service.lie = lie
        with pytest.raises(TaxNotKnown):
            taxes_of(REQUEST, rules)

    def test_refuses_a_tax_of_what_was_not_bought(self, rules: TaxRules, service: Any) -> None:
        service.lie = (
            '{"taxes": [{"line": 7, "jurisdiction": "DE", "name": "VAT", "rate_ppm": 190000, '
            '"base": 100, "amount": 19}]}'
        )
        with pytest.raises(TaxNotKnown):
            taxes_of(REQUEST, rules)
