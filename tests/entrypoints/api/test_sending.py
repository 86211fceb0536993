"""Rules of sending and delivery dates by the API."""

from __future__ import annotations

import pytest

from balcao.domains.shipping.operations import save_sending_rules
from balcao.domains.shipping.values import SendingRules
from balcao.plumbing.audit.trail import read_trail

pytestmark = pytest.mark.django_db
RULES = "/sending-rules"
SAID = {
    "is_on": True,
    "cutoff": "15:30",
    "packing_days": 2,
    "weekdays": [1, 2, 3, 4, 5, 6],
    "closed_on": ["2026-12-24"],
    "region": "SP",
}


class TestRules:
    def test_are_off_until_they_are_put(self, owner):
        assert owner.get(RULES).json()["is_on"] is False
        assert owner.call("PUT", RULES, SAID).json() == SAID
        assert owner.get(RULES).json() == SAID
        (change,) = read_trail(kind="sendingsettings").items
        assert (change.what, change.source) == ("insert", "api")

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("cutoff", "25:00"),
            ("cutoff", "soon"),
            ("packing_days", 31),
            ("packing_days", -1),
            ("weekdays", []),
            ("weekdays", [8]),
            ("closed_on", ["yesterday"]),
        ],
    )
    def test_are_refused_with_a_pointer(self, owner, field, value):
        answer = owner.call("PUT", RULES, SAID | {field: value})
        assert answer.status_code == 422
        assert answer.json()["errors"][0]["pointer"].startswith(f"/{field}")

    def test_name_the_field_of_an_unknown_state(self, owner):
        answer = owner.call("PUT", RULES, SAID | {"region": "ZZ"})
        assert answer.status_code == 422
        assert (answer.json()["type"].rpartition("/")[2], answer.json()["field"]) == (
            "bad_sending",
            "region",
        )


class TestDates:
    def test_of_options_are_null_until_rules_are_on(self, shop, anybody):
        path = "/shipping-options?country=BR&region=SP"
        (before,) = anybody.get(path).json()["items"]
        assert (before["earliest"], before["latest"]) == (None, None)
        save_sending_rules(store_id=shop.store_id, rules=SendingRules(is_on=True))
        (after,) = anybody.get(path).json()["items"]
        assert after["earliest"] < after["latest"]

    def test_of_the_checkout_the_quote_and_the_order_are_the_same(self, shop, anybody, owner):
        save_sending_rules(store_id=shop.store_id, rules=SendingRules(is_on=True))
        lines = [{"variant_id": str(shop.variants["CUP"]), "quantity": 1}]
        asked = {"lines": lines, "country": "BR", "shipping": "standard"}
        quoted = anybody.call("POST", "/quotes", asked).json()
        said = {
            "lines": lines,
            "email": "ana@example.com",
            "address": {
                "name": "Ana Souza", "line1": "Rua Augusta, 100", "city": "São Paulo",
                "region": "SP", "postal_code": "01310-100", "country": "BR",
            },
            "shipping": "standard",
            "payment": "bank_transfer",
            "expected_total": quoted["total"],
        }  # fmt: skip
        made = anybody.post("/purchases", said).json()
        seen = anybody.get(f"/order-status/{made['token']}").json()
        desk = owner.get(f"/orders/{made['order_id']}").json()
        for one in (seen, desk):
            assert (one["earliest"], one["latest"]) == (quoted["earliest"], quoted["latest"])
        assert quoted["earliest"]
