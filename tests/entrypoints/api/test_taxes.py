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
