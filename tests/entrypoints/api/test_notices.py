from __future__ import annotations

import pytest
from django.test import Client

from balcao.domains.replenishment.models import StockNotice
from balcao.domains.team.values import Role
from tests.domains.inventory.stock import doing
from tests.entrypoints.api.conftest import Api

pytestmark = pytest.mark.django_db


class TestNotices:
    def test_are_asked_for_by_anybody_and_listed_for_staff(self, shop, tokens):
        doing(shop, "write_off", "LAST", quantity=1)
        address = f"/variants/{shop.variants['LAST']}/notices"
        for _ in range(2):
            answer = Api(Client()).post(address, {"email": "Ana@example.com", "language": "en"})
            assert (answer.status_code, answer.content) == (202, b"")
        assert StockNotice.objects.count() == 1
        api = Api(Client(), tokens[Role.OWNER])
        (wanted,) = api.get("/stock/wanted").json()["items"]
        assert (wanted["sku"], wanted["waiting"], wanted["would_bring"]["amount_minor"]) == (
            "LAST", 1, 50_000,
        )  # fmt: skip
        (notice,) = api.get(f"/stock/variants/{wanted['variant_id']}/notices").json()["items"]
        assert (notice["email"], notice["language"]) == ("ana@example.com", "en")

    def test_show_no_address_to_who_may_not_see_shoppers(self, shop, tokens):
        roles = {role: Api(Client(), token) for role, token in tokens.items()}
        address = f"/stock/variants/{shop.variants['LAST']}/notices"
        may = {role for role, api in roles.items() if api.get(address).status_code == 200}
        sees = {role for role, api in roles.items() if api.get("/orders").status_code == 200}
        assert may == sees

    def test_are_refused_by_name(self, shop):
        api = Api(Client())
        cup = f"/variants/{shop.variants['CUP']}/notices"
        none = "/variants/00000000-0000-0000-0000-000000000000/notices"
        assert api.post(cup, {"email": "a@b.example"}).json()["type"].endswith("/in_stock_already")
        assert api.post(cup, {"email": "x"}).json()["type"].endswith("/bad_notice")
        assert (
            api.post(none, {"email": "a@b.example"}).json()["type"].endswith("/nothing_to_wait_for")
        )
