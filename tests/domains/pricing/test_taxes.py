from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from balcao.domains.pricing import operations
from balcao.domains.pricing.errors import BadTax, NoSuchTaxRow, NoSuchTaxTable, TaxChanged
from balcao.domains.pricing.models import TaxRate as Row
from balcao.domains.pricing.ports import taxes_of
from balcao.domains.pricing.queries import (
    is_tax_exempt,
    revision_of,
    table_changes,
    tax_rates,
    tax_rules_of,
    tax_settings,
    tax_tables,
    tax_zones,
)
from balcao.domains.pricing.values import (
    Difference,
    Loaded,
    Place,
    RoundBy,
    TaxableLine,
    TaxExemption,
    TaxRate,
    TaxRequest,
    TaxSettings,
    TaxZone,
)
from tests.shop import NOW, Shop, open_shop

pytestmark = pytest.mark.django_db
STATES = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK"


@pytest.fixture
def shop() -> Shop:
    return open_shop()


def zone(shop: Shop, **facts: object) -> TaxZone:
    said = TaxZone(**{"code": "DE", "name": "Germany", "country": "DE", **facts})
    return operations.save_tax_zone(store_id=shop.store_id, zone=said)


def rate(shop: Shop, where: TaxZone, **facts: object) -> TaxRate:
    said = {"tax_class": "standard", "name": "VAT", "rate_ppm": 190_000, **facts}
    return operations.save_tax_rate(store_id=shop.store_id, rate=TaxRate(zone_id=where.id, **said))


class TestRules:
    def test_are_empty_in_a_store_that_never_spoke_of_taxes(self, shop):
        rules = tax_rules_of(shop.store_id)
        assert rules.is_empty
        assert rules.prices_include_tax

    def test_hold_the_zones_of_this_store_only(self, shop):
        rate(shop, zone(shop, postal_codes=("1*",)))
        (one,) = tax_rules_of(shop.store_id).rates
        assert (one.jurisdiction, one.postal_codes, one.rate_ppm) == ("DE", ("1*",), 190_000)

    def test_tax_a_purchase(self, shop):
        rate(shop, zone(shop))
        request = TaxRequest(
            currency="EUR", lines=(TaxableLine(1, 11_900),), ship_to=Place("DE"), at=NOW
        )
        assert taxes_of(request, tax_rules_of(shop.store_id)).included_minor == 1_900


class TestSaving:
    def test_counts_a_change_of_the_rules(self, shop):
        before = revision_of(shop.store_id)
        rate(shop, zone(shop))
        assert revision_of(shop.store_id) == before + 2

    def test_refuses_a_version_that_is_old(self, shop):
        seen = zone(shop)
        operations.save_tax_zone(store_id=shop.store_id, zone=replace(seen, name="First"))
        with pytest.raises(TaxChanged):
            operations.save_tax_zone(store_id=shop.store_id, zone=replace(seen, name="Second"))
        assert tax_zones(shop.store_id)[0].name == "First"

    def test_refuses_the_row_of_another_store(self, shop):
        seen = zone(shop)
        with pytest.raises(NoSuchTaxRow):
            operations.delete_tax_zone(
                store_id=shop.store_id + 1, zone_id=seen.id, version=seen.version
            )

    @pytest.mark.parametrize(
        ("facts", "field"),
        [
            ({"rate_ppm": -1}, "rate_ppm"),
            ({"rate_ppm": 1_000_000}, "rate_ppm"),
            ({"priority": 0}, "priority"),
            ({"tax_class": "exempt"}, "tax_class"),
            ({"tax_class": "Ünder"}, "tax_class"),
            ({"name": " "}, "name"),
            ({"starts_at": NOW, "ends_at": NOW}, "ends_at"),
        ],
    )
    def test_refuses_a_rate_that_is_not_possible(self, shop, facts, field):
        where = zone(shop)
        with pytest.raises(BadTax) as refused:
            rate(shop, where, **facts)
        assert refused.value.facts["field"] == field
        assert tax_rates(shop.store_id) == ()

    @pytest.mark.parametrize("code", ["", "*7", "20..10", "1..", "7*5", "a" * 41])
    def test_refuses_postal_codes_that_mean_nothing(self, shop, code):
        with pytest.raises(BadTax):
            zone(shop, postal_codes=(code,))

    def test_refuses_a_second_rate_of_the_same_moment(self, shop):
        where = zone(shop)
        rate(shop, where)
        with pytest.raises(BadTax):
            rate(shop, where)

    def test_keeps_the_settings(self, shop):
        wanted = TaxSettings(prices_include_tax=False, round_by=RoundBy.TOTAL, origin_country="DE")
        operations.save_tax_settings(store_id=shop.store_id, settings=wanted)
        assert tax_settings(shop.store_id) == replace(wanted, version=1)
        with pytest.raises(TaxChanged):
            operations.save_tax_settings(store_id=shop.store_id, settings=wanted)

    def test_removes_a_zone_with_its_rates(self, shop):
        where = zone(shop)
        rate(shop, where)
        operations.delete_tax_zone(store_id=shop.store_id, zone_id=where.id, version=where.version)
        assert tax_rules_of(shop.store_id).is_empty


class TestExemptions:
    def test_hold_until_their_end_in_their_country(self, shop):
        one = TaxExemption(
            email=" Buyer@Example.com ", reason="Museum", country="DE", until=NOW + timedelta(1)
        )
        operations.save_tax_exemption(store_id=shop.store_id, exemption=one)
        asked = [
            is_tax_exempt(shop.store_id, "buyer@example.com", country=country, at=at)
            for country, at in (("DE", NOW), ("DE", NOW + timedelta(1)), ("FR", NOW))
        ]
        assert asked == [True, False, False]

    def test_refuse_a_number_with_a_wrong_digit(self, shop):
        one = TaxExemption(email="a@b.example", reason="x", country="DE", tax_id="DE136695977")
        with pytest.raises(BadTax):
            operations.save_tax_exemption(store_id=shop.store_id, exemption=one)


class TestTables:
    def test_know_all_states_with_their_source(self):
        tables = {one.code: one for one in tax_tables()}
        assert set(tables) == {"br_icms", "eu_vat", "us_states"}
        assert {row.country for row in tables["eu_vat"].rows} == set(STATES.split())
        assert len({row.region for row in tables["br_icms"].rows}) == 27
        assert len({row.region for row in tables["us_states"].rows}) == 46
        assert all(one.source and one.source_date for one in tables.values())

    @pytest.mark.parametrize(
        ("country", "day", "percent"),
        [
            ("EE", datetime(2025, 6, 30, tzinfo=UTC), 22),
            ("EE", datetime(2025, 7, 2, tzinfo=UTC), 24),
            ("SK", datetime(2024, 12, 30, tzinfo=UTC), 20),
            ("SK", datetime(2025, 1, 2, tzinfo=UTC), 23),
            ("RO", datetime(2025, 8, 2, tzinfo=UTC), 21),
            ("FI", datetime(2024, 9, 2, tzinfo=UTC), 25.5),
            ("HU", NOW, 27),
            ("LU", NOW, 17),
        ],
    )
    def test_tax_by_the_rate_of_the_day(self, shop, country, day, percent):
        operations.load_tax_table(store_id=shop.store_id, code="eu_vat")
        request = TaxRequest(
            currency="EUR", lines=(TaxableLine(1, 10_000),), ship_to=Place(country), at=day
        )
        rules = replace(tax_rules_of(shop.store_id), prices_include_tax=False)
        assert taxes_of(request, rules).added_minor == percent * 100

    def test_say_beforehand_what_loading_them_would_do(self, shop):
        whats = {one.what for one in table_changes(shop.store_id, "br_icms")}
        assert whats == {Difference.NEW}
        operations.load_tax_table(store_id=shop.store_id, code="br_icms")
        acre, alagoas = tax_rates(shop.store_id)[:2]
        operations.save_tax_rate(store_id=shop.store_id, rate=replace(acre, rate_ppm=1))
        _forget(alagoas)
        whats = {one.row.zone: one.what for one in table_changes(shop.store_id, "br_icms")}
        assert (whats.pop("BR-AC"), whats.pop("BR-AL")) == (Difference.KEPT, Difference.CHANGED)
        assert set(whats.values()) == {Difference.SAME}

    def test_loaded_again_change_only_what_nobody_edited(self, shop):
        first = operations.load_tax_table(store_id=shop.store_id, code="br_icms")
        assert first == Loaded(30, 0, 0)
        acre, alagoas = tax_rates(shop.store_id)[:2]
        operations.save_tax_rate(store_id=shop.store_id, rate=replace(acre, rate_ppm=1))
        _forget(alagoas)
        again = operations.load_tax_table(store_id=shop.store_id, code="br_icms")
        assert again == Loaded(0, 1, 1)
        rates = {one.id: one.rate_ppm for one in tax_rates(shop.store_id)}
        assert (rates[acre.id], rates[alagoas.id]) == (1, alagoas.rate_ppm)

    def test_refuse_a_name_that_there_is_not(self, shop):
        with pytest.raises(NoSuchTaxTable):
            operations.load_tax_table(store_id=shop.store_id, code="atlantis")


def _forget(one: TaxRate) -> None:
    """Leave a rate as an older table would have said it."""
    Row.objects.filter(pk=one.id).update(rate_ppm=5)
