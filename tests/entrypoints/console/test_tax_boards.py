"""Boards of taxes: rates are added and ended, tables previewed and loaded, purchases tried."""

from __future__ import annotations

import pytest
from django.urls import reverse

from balcao.domains.pricing.queries import tax_exemptions, tax_rates, tax_settings, tax_zones

pytestmark = pytest.mark.django_db


def at(name, *args):
    return reverse(f"console:{name}", args=args)


@pytest.fixture
def zone(owner, shop):
    owner.post(at("tax-zone-add"), {"code": "br-sp", "name": "São Paulo", "country": "br"})
    (made,) = tax_zones(shop.store_id)
    return made


class TestZones:
    def test_are_added_with_their_rates_and_changed(self, owner, shop, zone):
        assert (zone.code, zone.country) == ("BR-SP", "BR")
        said = {
            "name": "ICMS",
            "percent": "18",
            "class": "standard",
            "priority": "1",
            "inside": "1",
        }
        owner.post(at("tax-rate-save", zone.id), said)
        (rate,) = tax_rates(shop.store_id)
        assert (rate.rate_ppm, rate.is_inside, rate.ends_at) == (180_000, True, None)
        ended = {**said, "rate": rate.id, "version": rate.version, "last": "2026-03-31"}
        owner.post(at("tax-rate-save", zone.id), ended)
        (rate,) = tax_rates(shop.store_id)
        assert rate.ends_at.isoformat() == "2026-04-01T03:00:00+00:00"
        page = owner.get(at("tax-zone", zone.id)).content.decode()
        assert "18 %" in page and "31 Mar 2026" in page
        assert "São Paulo" in owner.get(at("taxes")).content.decode()

    def test_say_what_is_wrong_with_a_rate(self, owner, shop, zone):
        answer = owner.post(
            at("tax-rate-save", zone.id), {"name": "ICMS", "percent": "180"}, follow=True
        )
        assert "A rate is written like 19 or 9.975" in answer.content.decode()
        assert tax_rates(shop.store_id) == ()

    def test_are_not_overwritten_by_who_looked_earlier(self, owner, shop, zone):
        said = {"code": "BR-SP", "name": "Other", "country": "BR", "version": "0"}
        owner.post(at("tax-zone-save", zone.id), said)
        assert tax_zones(shop.store_id)[0].name == "São Paulo"


class TestTables:
    def test_show_what_they_would_do_and_load_once(self, owner, shop):
        page = owner.get(at("tax-table", "eu_vat")).content.decode()
        assert "adds it" in page and "European Commission" in page
        assert tax_rates(shop.store_id) == ()
        owner.post(at("tax-table-load", "eu_vat"))
        page = owner.get(at("tax-table", "eu_vat")).content.decode()
        assert "adds it" not in page
        assert len(tax_zones(shop.store_id)) == 27


class TestTrying:
    def test_shows_the_tax_and_why(self, owner, shop):
        owner.post(at("tax-table-load", "eu_vat"))
        said = {"country": "de", "amount1": "119.00", "class1": "standard", "shipping": "0"}
        page = owner.post(at("tax-tried"), said).content.decode()
        assert "R$19.00 of it is tax" in page
        page = owner.post(at("tax-tried"), {**said, "country": "ch"}).content.decode()
        assert "No rate holds for these goods" in page

    def test_names_an_amount_that_is_none(self, owner):
        answer = owner.post(at("tax-tried"), {"country": "DE", "amount1": "lots"})
        assert answer.status_code == 422
        assert 'role="alert"' in answer.content.decode()


class TestExemptions:
    def test_are_granted_and_revoked(self, owner, shop):
        said = {"email": "A@b.example", "reason": "Reseller", "country": "de"}
        refused = owner.post(
            at("tax-exemption-grant"), {**said, "tax_id": "DE136695970"}, follow=True
        )
        assert "is not a tax number of DE" in refused.content.decode()
        owner.post(at("tax-exemption-grant"), {**said, "tax_id": "DE136695976"})
        (one,) = tax_exemptions(shop.store_id)
        assert "a@b.example" in owner.get(at("tax-exemptions") + "?q=1366").content.decode()
        owner.post(at("tax-exemption-revoke", one.id), {"version": one.version})
        assert tax_exemptions(shop.store_id) == ()


class TestSettings:
    def test_are_saved_for_who_saw_them_last(self, owner, shop):
        said = {
            "prices": "exclude", "elsewhere": "keep_gross", "round_by": "total",
            "round_mode": "down", "calculator": "tables", "version": "0",
        }  # fmt: skip
        owner.post(at("tax-settings-save"), said)
        found = tax_settings(shop.store_id)
        assert (found.prices_include_tax, found.round_by, found.version) == (False, "total", 1)
        owner.post(at("tax-settings-save"), {**said, "round_by": "line"})
        assert tax_settings(shop.store_id).round_by == "total"
        assert 'value="1"' in owner.get(at("tax-settings")).content.decode()


class TestReport:
    def test_shows_a_period_and_gives_it_as_a_file(self, owner):
        page = owner.get(at("tax-report") + "?first=2026-03-01&last=2026-03-31").content.decode()
        assert "No tax in this period" in page
        file = owner.get(at("tax-report-export") + "?first=2026-03-01&last=2026-03-31")
        assert file["Content-Disposition"].endswith('taxes-2026-03-01-2026-03-31.csv"')

    def test_says_that_a_period_runs_backwards(self, owner):
        page = owner.get(at("tax-report") + "?first=2026-03-02&last=2026-03-01").content.decode()
        assert "ends before it begins" in page
