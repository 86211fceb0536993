"""Purchases that laws and tax authorities describe: what our engine makes of them."""

from __future__ import annotations

import json
from collections import Counter
from datetime import UTC, date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import pytest

from balcao.domains.pricing.rules.taxes import tax_of
from balcao.domains.pricing.values import (
    Elsewhere,
    Place,
    RoundBy,
    RoundMode,
    TaxableLine,
    TaxNote,
    TaxRateRule,
    TaxRequest,
    TaxResult,
    TaxRules,
)
from balcao.kernel.money import Money

CASES: Final = json.loads(Path("tests/data/taxes/worked_cases.json").read_text(encoding="utf-8"))
PPM_OF_PERCENT: Final = 10_000
USUAL_DAY: Final = "2026-03-01"


def midnight(day: str | None) -> datetime | None:
    return datetime.combine(date.fromisoformat(day), time(), UTC) if day else None


def place(text: str) -> Place:
    """``US NY 10027``, ``CA QC`` or ``ES  38001`` where the region is left out."""
    return Place(*text.split(" "))


def rate(nr: int, said: dict[str, Any]) -> TaxRateRule:
    where = place(said["in"])
    return TaxRateRule(
        id=nr,
        jurisdiction="-".join(said["in"].split()),
        name=said["name"],
        rate_ppm=int(Decimal(said["percent"]) * PPM_OF_PERCENT),
        country=where.country,
        region=where.region,
        postal_codes=tuple(said.get("postal", ())),
        tax_class=said.get("class", "standard"),
        priority=said.get("priority", 1),
        is_compound=said.get("compound", False),
        is_inside=said.get("inside", False),
        starts_at=midnight(said.get("from")),
        ends_at=midnight(said.get("until")),
    )


def rules_of(case: dict[str, Any]) -> TaxRules:
    by, mode = case.get("round", "line half_up").split()
    return TaxRules(
        store_id=1,
        rates=tuple(rate(nr, said) for nr, said in enumerate(case["rates"], start=1)),
        prices_include_tax=case["prices"] == "include",
        round_by=RoundBy(by),
        round_mode=RoundMode(mode),
        elsewhere=Elsewhere(case.get("elsewhere", "keep_gross")),
        shipping_class=case.get("shipping_class", ""),
        origin=place(case.get("from", case["to"].split()[0])),
    )


def request_of(case: dict[str, Any]) -> TaxRequest:
    def minor(text: str) -> int:
        return Money.parse(text, case["currency"]).minor

    goods = [
        TaxableLine(
            nr, minor(one["price"]) - minor(one.get("discount", "0")), one.get("class", "standard")
        )
        for nr, one in enumerate(case["lines"], start=1)
    ]
    shipping = [TaxableLine(None, minor(case["shipping"]))] if "shipping" in case else []
    at = midnight(case.get("at", USUAL_DAY))
    assert at is not None
    return TaxRequest(
        currency=case["currency"],
        lines=(*goods, *shipping),
        ship_to=place(case["to"]),
        at=at,
        buyer_tax_id=case.get("tax_id", ""),
        is_exempt=case.get("exempt", False),
    )


def by_tax(result: TaxResult, currency: str) -> dict[str, list[str]]:
    bases: Counter[str] = Counter()
    taxes: Counter[str] = Counter()
    for one in result.lines:
        percent = (Decimal(one.rate_ppm) / PPM_OF_PERCENT).normalize()
        key = f"{one.jurisdiction} {one.name} {percent:f}"
        bases[key] += one.base_minor
        taxes[key] += one.amount_minor
    return {
        key: [str(Money(bases[key], currency).major), str(Money(taxes[key], currency).major)]
        for key in bases
    }


class TestWorkedCases:
    @pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
    def test_come_out_as_the_authority_says(self, case):
        request = request_of(case)
        result = tax_of(request, rules_of(case))
        asked = sum(line.amount_minor for line in request.lines)
        pays = asked - result.exemption_minor + result.added_minor
        assert by_tax(result, case["currency"]) == case["taxes"]
        assert pays == Money.parse(case["pays"], case["currency"]).minor
        if "notes" in case:
            assert list(result.notes) == [TaxNote(note) for note in case["notes"]]

    def test_are_many_and_each_names_its_source(self):
        assert len({case["id"] for case in CASES}) == len(CASES) >= 50
        assert all(case["source"] and case["about"] for case in CASES)
        assert sum(case["looked_up"] for case in CASES) >= 25
