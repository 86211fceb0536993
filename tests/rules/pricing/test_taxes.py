"""Taxes, by property: nothing is lost, nothing is negative, and the order makes no difference."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from math import ceil, floor

from hypothesis import given
from hypothesis import strategies as st

from balcao.domains.pricing.rules.taxes import tax_of
from balcao.domains.pricing.rules.taxplaces import fit_of, parts_of, rates_here, rates_of
from balcao.domains.pricing.rules.taxrounding import rounded, rounded_once
from balcao.domains.pricing.values import (
    Elsewhere,
    Place,
    RoundBy,
    RoundMode,
    TaxableLine,
    TaxNote,
    TaxRateRule,
    TaxRequest,
    TaxRules,
)

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
CLASSES = ("standard", "reduced", "super_reduced", "zero", "exempt", "books")
HERE = Place("CA", "QC", "H2X 1Y4")

rates = st.builds(
    TaxRateRule,
    id=st.integers(1, 10**6),
    jurisdiction=st.sampled_from(["CA", "CA-QC"]),
    name=st.sampled_from(["GST", "QST"]),
    rate_ppm=st.integers(0, 400_000),
    tax_class=st.sampled_from(CLASSES[:3]),
    priority=st.integers(1, 3),
    is_compound=st.booleans(),
    is_inside=st.booleans(),
    region=st.sampled_from(["", "QC", "ON"]),
)
lines = st.lists(
    st.tuples(st.integers(0, 10**7), st.sampled_from(CLASSES)), min_size=1, max_size=8
).map(lambda all_: tuple(TaxableLine(nr, *one) for nr, one in enumerate(all_, start=1)))


@st.composite
def purchases(draw: st.DrawFn) -> tuple[TaxRequest, TaxRules]:
    """Any purchase under any rules."""
    shipping = draw(st.none() | st.integers(0, 10**5))
    goods = draw(lines)
    rules = TaxRules(
        store_id=1,
        rates=tuple(draw(st.lists(rates, max_size=5, unique_by=lambda rate: rate.id))),
        prices_include_tax=draw(st.booleans()),
        round_by=draw(st.sampled_from(RoundBy)),
        round_mode=draw(st.sampled_from(RoundMode)),
        elsewhere=draw(st.sampled_from(Elsewhere)),
        shipping_class=draw(st.sampled_from(["", "standard", "reduced"])),
        origin=draw(st.sampled_from([HERE, Place("CA", "ON"), Place("CA")])),
    )
    extra = () if shipping is None else (TaxableLine(None, shipping),)
    return TaxRequest(
        currency="CAD",
        lines=(*goods, *extra),
        ship_to=HERE,
        at=NOW,
        is_exempt=draw(st.booleans()),
    ), rules


def by_line(request, result):
    """What the shopper pays for each line and the taxes inside it."""
    paid, inside = {}, {}
    for line in request.lines:
        paid[line.line_no] = paid.get(line.line_no, 0) + line.amount_minor
    for tax in result.lines:
        if tax.is_included:
            inside[tax.line_no] = inside.get(tax.line_no, 0) + tax.amount_minor
    return paid, inside


class TestTaxOf:
    @given(purchases())
    def test_is_never_negative_and_sums_up(self, purchase):
        request, rules = purchase
        result = tax_of(request, rules)
        assert all(min(t.amount_minor, t.base_minor, t.rate_ppm) >= 0 for t in result.lines)
        assert result.added_minor == sum(t.amount_minor for t in result.lines if not t.is_included)
        assert result.included_minor == sum(t.amount_minor for t in result.lines if t.is_included)
        assert 0 <= result.exemption_minor <= sum(one.amount_minor for one in request.lines)

    @given(purchases())
    def test_leaves_net_and_tax_adding_up_to_gross(self, purchase):
        request, rules = purchase
        result = tax_of(request, replace(rules, prices_include_tax=True))
        paid, inside = by_line(request, result)
        assert all(0 <= inside.get(nr, 0) <= gross for nr, gross in paid.items())
        for tax in result.lines:
            if tax.is_included and len({t.name for t in result.lines}) == 1:
                assert tax.base_minor <= paid[tax.line_no]

    @given(purchases(), st.randoms())
    def test_does_not_look_at_the_order_of_lines_or_rates(self, purchase, chance):
        request, rules = purchase
        mixed, rows = list(request.lines), list(rules.rates)
        chance.shuffle(mixed)
        chance.shuffle(rows)
        moved = tax_of(replace(request, lines=tuple(mixed)), replace(rules, rates=tuple(rows)))
        assert moved == tax_of(request, rules)

    @given(purchases())
    def test_of_the_parts_is_the_tax_of_the_whole_within_the_declared_rounding(self, purchase):
        request, rules = purchase
        request = replace(request, is_exempt=False)
        rules = replace(rules, elsewhere=Elsewhere.KEEP_GROSS)
        by_total = tax_of(request, replace(rules, round_by=RoundBy.TOTAL))
        by_part = tax_of(request, replace(rules, round_by=RoundBy.LINE))
        whole = by_total.added_minor + by_total.included_minor
        parts = by_part.added_minor + by_part.included_minor
        assert abs(whole - parts) <= len(by_part.lines)

    @given(st.lists(st.integers(0, 10**7), min_size=1, max_size=20), st.sampled_from(RoundMode))
    def test_by_total_is_the_rounded_tax_of_the_sum(self, amounts, mode):
        goods = tuple(TaxableLine(nr, one) for nr, one in enumerate(amounts, start=1))
        rules = TaxRules(
            store_id=1,
            rates=(TaxRateRule(id=1, jurisdiction="CA", name="GST", rate_ppm=97_531),),
            prices_include_tax=False,
            round_by=RoundBy.TOTAL,
            round_mode=mode,
        )
        result = tax_of(TaxRequest(currency="CAD", lines=goods, ship_to=HERE, at=NOW), rules)
        exact = Fraction(sum(amounts) * 97_531, 1_000_000)
        assert result.added_minor == rounded(exact, mode)
        for tax in result.lines:
            own = Fraction(tax.base_minor * 97_531, 1_000_000)
            assert floor(own) <= tax.amount_minor <= ceil(own)

    @given(purchases())
    def test_taxes_the_whole_of_the_shipping(self, purchase):
        request, rules = purchase
        flat = TaxRateRule(id=1, jurisdiction="CA", name="GST", rate_ppm=50_000)
        goods = tuple(one for one in request.lines if one.tax_class != "exempt")
        result = tax_of(
            replace(request, lines=goods, is_exempt=False),
            replace(rules, rates=(flat,), prices_include_tax=False),
        )
        shipping = sum(one.amount_minor for one in goods if one.line_no is None)
        assert sum(t.base_minor for t in result.lines if t.line_no is None) == shipping

    @given(purchases())
    def test_costs_an_exempt_buyer_the_net_price(self, purchase):
        request, rules = purchase
        rules = replace(rules, prices_include_tax=True)
        taxed = tax_of(replace(request, is_exempt=False), rules)
        free = tax_of(replace(request, is_exempt=True), rules)
        assert free.added_minor == free.included_minor == 0
        assert free.exemption_minor in {taxed.included_minor, taxed.exemption_minor}

    def test_takes_nothing_where_there_are_no_rates(self):
        request = TaxRequest(
            currency="CAD", lines=(TaxableLine(1, 100),), ship_to=HERE, at=NOW, is_exempt=True
        )
        assert tax_of(request, TaxRules(store_id=1)).lines == ()

    def test_waits_until_it_is_known_where_the_goods_go(self):
        rate = TaxRateRule(id=1, jurisdiction="CA", name="GST", rate_ppm=50_000)
        request = TaxRequest(currency="CAD", lines=(TaxableLine(1, 100),), ship_to=Place(), at=NOW)
        result = tax_of(request, TaxRules(store_id=1, rates=(rate,)))
        assert (result.lines, result.notes) == ((), (TaxNote.PLACE_UNKNOWN,))


class TestRates:
    def test_hold_from_their_start_until_before_their_end(self):
        rate = TaxRateRule(
            id=1, jurisdiction="EE", name="VAT", rate_ppm=1, starts_at=NOW, ends_at=NOW + DAY
        )
        held = [bool(rates_here([rate], Place("EE"), NOW + off)) for off in (-TICK, NIL, DAY)]
        assert held == [False, True, False]

    def test_follow_each_other_without_a_gap(self):
        old = TaxRateRule(id=1, jurisdiction="EE", name="VAT", rate_ppm=1, ends_at=NOW)
        new = TaxRateRule(id=2, jurisdiction="EE", name="VAT", rate_ppm=2, starts_at=NOW)
        for moment, expected in ((NOW - TICK, old), (NOW, new)):
            here = rates_here([old, new], Place("EE"), moment)
            assert rates_of(here, "standard") == (expected,)

    def test_of_the_most_specific_place_win_at_their_priority(self):
        gst = TaxRateRule(id=1, jurisdiction="CA", name="GST", rate_ppm=50_000, country="CA")
        hst = replace(gst, id=2, name="HST", rate_ppm=130_000, region="ON")
        town = replace(hst, id=3, postal_codes=("M5*",))
        found = [
            rates_of(rates_here([gst, hst, town], place, NOW), "standard")[0].id
            for place in (Place("CA", "AB"), Place("CA", "ON", "K1A 0B1"), Place("CA", "ON", "m5v"))
        ]
        assert found == [1, 2, 3]

    def test_of_a_class_without_any_are_those_of_the_next_class(self):
        usual = TaxRateRule(id=1, jurisdiction="DE", name="VAT", rate_ppm=190_000)
        lower = replace(usual, id=2, rate_ppm=70_000, tax_class="reduced")
        here = rates_here([usual, lower], Place("DE"), NOW)
        names = {name: [rate.rate_ppm for rate in rates_of(here, name)] for name in CLASSES}
        assert names == {
            "standard": [190_000],
            "reduced": [70_000],
            "super_reduced": [70_000],
            "zero": [0],
            "exempt": [],
            "books": [190_000],
        }


class TestPostalCodes:
    def test_fit_by_prefix_range_and_as_a_whole(self):
        cases = [
            ("75*", "75001", True),
            ("75*", "76001", False),
            ("01000-000..19999-999", "01310-100", True),
            ("01000-000..19999-999", "20000-000", False),
            ("90210..90220", "90215-1234", True),
            ("90210..90220", "90221", False),
            ("SW1A 1AA", "sw1a1aa", True),
            ("SW1A 1AA", "SW1A 1AB", False),
            ("*", "", False),
        ]
        rate = TaxRateRule(id=1, jurisdiction="X", name="X", rate_ppm=1)
        for pattern, code, fits in cases:
            one = replace(rate, postal_codes=(pattern,))
            assert (fit_of(one, Place("XX", "", code)) is not None) is fits, (pattern, code)


class TestRounding:
    @given(st.lists(st.fractions(0, 1000), min_size=1), st.sampled_from(RoundMode))
    def test_once_shares_the_rounded_sum_out(self, exacts, mode):
        shares = rounded_once(exacts, mode)
        assert sum(shares) == rounded(sum(exacts), mode)
        assert all(abs(s - e) < 1 for s, e in zip(shares, exacts, strict=True))

    def test_of_halves_is_as_declared(self):
        halves = [Fraction(1, 2), Fraction(3, 2), Fraction(5, 2)]
        found = {mode.value: [rounded(one, mode) for one in halves] for mode in RoundMode}
        assert found == {
            "half_up": [1, 2, 3],
            "half_even": [0, 2, 2],
            "down": [0, 1, 2],
            "up": [1, 2, 3],
        }


class TestParts:
    def test_of_a_tax_inside_its_own_base_exceed_its_rate(self):
        icms = TaxRateRule(
            id=1, jurisdiction="BR-SP", name="ICMS", rate_ppm=180_000, is_inside=True
        )
        assert parts_of((icms,)) == [Fraction(18, 82)]


TICK, NIL, DAY = timedelta(microseconds=1), timedelta(0), timedelta(days=1)
