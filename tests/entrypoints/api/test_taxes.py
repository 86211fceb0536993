from __future__ import annotations

import pytest
from django.test import Client

from balcao.domains.team.values import Role
from tests.entrypoints.api.conftest import Api

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(shop, tokens):
    return Api(Client(), tokens[Role.OWNER])


class TestTaxes:
    def test_loads_a_table_once_and_says_what_it_did(self, owner):
        first = owner.post("/taxes/tables/eu_vat/load").json()
        again = owner.post("/taxes/tables/eu_vat/load").json()
        rates = owner.get("/taxes/rates").json()["items"]
        assert first["added"] == len(rates) > 27
        assert again["added"] == 0
        assert all(rate["source"] for rate in rates)

    def test_changes_the_settings_that_were_seen(self, owner):
        seen = owner.get("/taxes/settings")
        said = {**seen.json(), "prices_include_tax": False, "origin_country": "DE"}
        changed = owner.call("PUT", "/taxes/settings", said, If_Match=seen["ETag"])
        assert changed.json()["prices_include_tax"] is False
        assert owner.call("PUT", "/taxes/settings", said, If_Match=seen["ETag"]).status_code == 412

    def test_does_not_know_a_table_that_does_not_come_with_it(self, owner):
        assert owner.post("/taxes/tables/mars/load").json()["type"].endswith("no_such_tax_table")

    def test_previews_a_table_without_loading_it(self, owner):
        found = owner.get("/taxes/tables/eu_vat/changes").json()["items"]
        assert {one["what"] for one in found} == {"new"}
        assert owner.get("/taxes/rates").json()["items"] == []
        tables = {one["code"]: one for one in owner.get("/taxes/tables").json()["items"]}
        assert tables["eu_vat"]["rates"] == len(found)
        assert tables["eu_vat"]["source"] and tables["eu_vat"]["source_date"] >= "2026-01-01"

    def test_makes_a_zone_and_rates_and_tries_them(self, owner):
        zone = owner.post("/taxes/zones", {"code": "BR-SP", "name": "SP", "country": "BR"}).json()
        said = {"zone_id": zone["id"], "name": "ICMS", "rate_ppm": 180_000, "is_inside": True}
        rate = owner.post("/taxes/rates", said).json()
        tried = owner.post(
            "/taxes/try", {"ship_to": {"country": "BR"}, "lines": [{"amount_minor": 176_829}]}
        ).json()
        assert (tried["included_minor"], tried["pays_minor"]) == (31_829, 176_829)
        seen = f'"{rate["version"]}"'
        ended = {**said, "ends_at": "2020-01-01T00:00:00Z"}
        changed = owner.call("PUT", f"/taxes/rates/{rate['id']}", ended, If_Match=seen)
        assert changed.json()["ends_at"] == "2020-01-01T00:00:00Z"
        again = owner.call("PUT", f"/taxes/rates/{rate['id']}", ended, If_Match=seen)
        assert again.status_code == 412
        tried = owner.post(
            "/taxes/try", {"ship_to": {"country": "BR"}, "lines": [{"amount_minor": 100}]}
        ).json()
        assert tried["notes"][0]["code"] == "no_rates_here"
        gone = owner.call("DELETE", f"/taxes/zones/{zone['id']}", If_Match='"1"')
        assert (gone.status_code, owner.get("/taxes/rates").json()["items"]) == (204, [])

    def test_names_what_is_wrong_with_a_zone(self, owner):
        refused = owner.post("/taxes/zones", {"code": "br sp", "name": "SP"})
        assert (refused.status_code, refused.json()["field"]) == (422, "code")

    def test_frees_a_buyer_whose_number_is_well_formed_until_it_is_revoked(self, owner):
        said = {"email": "a@b.example", "reason": "Reseller", "country": "DE"}
        refused = owner.post("/taxes/exemptions", {**said, "tax_id": "DE136695970"})
        assert (refused.status_code, refused.json()["field"]) == (422, "tax_id")
        made = owner.post("/taxes/exemptions", {**said, "tax_id": "DE136695976"}).json()
        owner.post("/taxes/tables/eu_vat/load")
        goods = {"ship_to": {"country": "DE"}, "lines": [{"amount_minor": 11_900}]}
        bought = {**goods, "email": said["email"]}
        assert owner.post("/taxes/try", bought).json()["pays_minor"] == 10_000
        path = f"/taxes/exemptions/{made['id']}"
        assert owner.call("DELETE", path, If_Match='"7"').status_code == 412
        assert owner.call("DELETE", path, If_Match='"1"').status_code == 204
        assert owner.post("/taxes/try", bought).json()["pays_minor"] == 11_900

    def test_reports_a_period_and_refuses_one_that_runs_backwards(self, owner):
        found = owner.get("/taxes/report?first=2026-03-01&last=2026-03-31").json()
        assert (found["items"], found["time_zone"]) == ([], "America/Sao_Paulo")
        refused = owner.get("/taxes/report?first=2026-03-02&last=2026-03-01")
        assert refused.json()["type"].endswith("bad_tax_period")
        file = owner.get("/taxes/report/export?first=2026-03-01&last=2026-03-31")
        assert file.content.decode().startswith("currency,jurisdiction,tax,percent")

    def test_knows_its_classes(self, owner):
        assert owner.get("/taxes/classes").json()["items"][:2] == ["standard", "reduced"]
