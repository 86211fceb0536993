from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils.timezone import now as clock

from balcao.domains.team.values import Role
from balcao.entrypoints.api.here import STORES
from tests.entrypoints.api.conftest import Api
from tests.shop import Shop, open_shop
from tests.truth import assert_books_balance

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop(db) -> Shop:
    """Stocked today: what has lain for months is an alert of its own."""
    STORES.forget()
    return open_shop(clock())


class TestAlerts:
    def test_are_found_on_demand_put_off_and_shown_again(self, tokens):
        api = Api(Client(), tokens[Role.STOCK])
        assert api.post("/stock/alerts/refresh", {}).json() == {"open": 1}
        (alert,) = api.get("/stock/alerts").json()["items"]
        assert (alert["kind"], alert["sku"]) == ("low_stock", "LAST")
        until = (clock() + timedelta(days=3)).isoformat()
        address = f"/stock/alerts/{alert['id']}/snooze"
        assert api.post(address, {"until": until}).status_code == 204
        assert api.get("/stock/alerts").json()["items"] == []
        assert len(api.get("/stock/alerts?state=snoozed").json()["items"]) == 1
        assert_books_balance()

    def test_are_not_put_off_into_the_past(self, tokens):
        api = Api(Client(), tokens[Role.STOCK])
        api.post("/stock/alerts/refresh", {})
        (alert,) = api.get("/stock/alerts").json()["items"]
        answer = api.post(f"/stock/alerts/{alert['id']}/snooze", {"until": "2020-01-01T00:00:00Z"})
        assert (answer.status_code, answer.json()["field"]) == (422, "until")
